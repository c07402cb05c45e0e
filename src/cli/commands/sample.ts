import { Command } from 'commander';
import { backendNames } from '../../backend/index.ts';
import { withDrawing } from '../drawingOptions.ts';
import { read } from '../read.ts';
import { sampleOptions } from '../sampleOptions.ts';
import type { Terminal } from '../terminal.ts';

/** `tfjs-sde sample` */
export function sample(terminal: Terminal): Command {
  const command = new Command('sample')
    .description('draw samples of a network with any solver')
    .argument('<run>', 'a run folder');
  return withDrawing(command)
    .option('-n, --samples <count>', 'samples (default: 1000, of an animation 64)')
    .option('--seed <seed>', 'an integer or text; drawn and printed unless given')
    .option('--columns <n>', 'images in a row of the picture')
    .option('--frames <n>', 'frames of an animation at most (default: 60)')
    .requiredOption(
      '--out <file>',
      'a file that ends in .npy, .csv, .png, .svg, or .apng for an animation of how images come about',
    )
    .option('--backend <name>', `one of auto, ${backendNames.join(', ')}`)
    .option('--json', 'say what was drawn as JSON', false)
    .option('--quiet', 'no progress', false)
    .action(async (run: string, given: unknown) => {
      const options = read(sampleOptions, given);
      const { runSampling } = await import('../runSampling.ts');
      await runSampling(run, options, terminal);
    });
}
