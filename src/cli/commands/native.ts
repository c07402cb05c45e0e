import { Command } from 'commander';
import { z } from 'zod';
import { InputError } from '../../errors/index.ts';
import { read } from '../read.ts';
import { steps } from '../steps.ts';
import type { Terminal } from '../terminal.ts';

const options = z.object({
  gpu: z.boolean(),
  official: z.boolean(),
  remove: z.boolean(),
  quiet: z.boolean(),
});

const notes = `
TensorFlow comes from its PyPI wheel (207 MB) and is kept in ~/.cache/tfjs-sde, or the folder that TFJS_SDE_CACHE names; the binding
is compiled with g++. Linux x64 with python3-pip and g++. The project's package.json and lock file stay as they are, so npm install
and npm ci take the backend out again: run this again, it takes seconds.

With --gpu, TensorFlow and NVIDIA's libraries are 2.4 GB to download and 4 GB on disk; a driver for CUDA 12.2 or newer has to be
there. It has been built and run on a processor; nobody has run it on a GPU yet.`;

/** `tfjs-sde native` */
export function native(terminal: Terminal): Command {
  return new Command('native')
    .description('build the native TensorFlow backend and install it in this project')
    .option('--gpu', 'for CUDA; not run on a GPU yet', false)
    .option(
      '--official',
      "by the installer of TensorFlow.js, which downloads from Google's storage",
      false,
    )
    .option('--remove', 'take it out of this project; the cache stays', false)
    .option('--quiet', 'no progress', false)
    .addHelpText('after', notes)
    .action(async (given: unknown) => {
      const { gpu, official, remove, quiet } = read(options, given);
      if (remove && (gpu || official)) {
        throw new InputError('--remove takes out whatever native backend is there; give it alone');
      }
      const { cacheFolder, installNative, removeNative } = await import('../../native/index.ts');
      const supervision = { step: steps(terminal, { quiet }), signal: terminal.signal };
      if (remove) {
        const removed = await removeNative(supervision);
        const what =
          removed.length === 0 ? 'nothing to remove' : `removed ${removed.join(' and ')}`;
        terminal.out.write(`${what}; what was downloaded is in ${cacheFolder()}\n`);
        return;
      }
      const { backend, tensorflow, usesGpu } = await installNative({ gpu, official }, supervision);
      const where = usesGpu ? 'on the GPU' : `on the CPU${gpu ? ', it sees no GPU' : ''}`;
      terminal.out.write(`${backend}: TensorFlow ${tensorflow} works, ${where}\n`);
    });
}
