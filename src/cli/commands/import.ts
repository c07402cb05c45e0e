import { Command } from 'commander';
import { importOptions } from '../importOptions.ts';
import { read } from '../read.ts';
import type { Terminal } from '../terminal.ts';

const notes = `
FOLDER is what save_pretrained of diffusers wrote: of a UNet2DModel, config.json and diffusion_pytorch_model.safetensors, with
scheduler_config.json beside them or not; or of a pipeline, with folders unet and scheduler. Every tensor is used; a setting that is
not known or not supported is an error that names it.

The scheduler gives the schedule, and what sample and compare use unless told otherwise: its solver on its own grid, and what it
holds x0 to. docs/settings-of-diffusers.md has its settings in the words used here.
  tfjs-sde import ddpm-cats --out runs/cats
  tfjs-sde sample runs/cats --out samples.npy -n 16
  tfjs-sde sample runs/cats --out samples.npy -n 16 --solver dpmpp-2m --steps 15 --limit none`;

/** `tfjs-sde import` */
export function importCommand(terminal: Terminal): Command {
  return new Command('import')
    .description('open a network of diffusers as a run, to be sampled and compared')
    .argument('<folder>', 'a folder of diffusers')
    .requiredOption('--out <folder>', 'the run folder')
    .option('--data <name|file>', 'what it was trained on, for compare to hold samples against')
    .option('--json', 'say what was imported as JSON', false)
    .option('--quiet', 'no progress', false)
    .addHelpText('after', notes)
    .action(async (folder: string, given: unknown) => {
      const options = read(importOptions, given);
      const { runImport } = await import('../runImport.ts');
      await runImport(folder, options, terminal);
    });
}
