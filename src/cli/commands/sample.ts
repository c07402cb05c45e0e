import { Command } from 'commander';
import { backendNames } from '../../backend/index.ts';
import { limitHelp } from '../limitOf.ts';
import { read } from '../read.ts';
import { sampleOptions } from '../sampleOptions.ts';
import type { Terminal } from '../terminal.ts';

/** `tfjs-sde sample` */
export function sample(terminal: Terminal): Command {
  return new Command('sample')
    .description('draw samples of a network with any solver')
    .argument('<run>', 'a run folder')
    .option(
      '--solver <name>',
      'a solver, on a grid if one is named: heun@karras (default: dpmpp-2m, or as the system or the imported scheduler of the run has it)',
    )
    .option(
      '--steps <n>',
      'intervals, the closing one to x0 included (default: 20, or as the system of the run has it)',
    )
    .option('-n, --samples <count>', 'samples (default: 1000, of an animation 64)')
    .option('--seed <seed>', 'an integer or text; drawn and printed unless given')
    .option('--batch <n>', 'samples solved at a time; results do not depend on it', '4096')
    .option('--limit <limit>', limitHelp)
    .option('--class <name>', 'what samples are to be of: a class by name or number, or each')
    .option('--text <caption>', 'what samples are to be of, in words')
    .option(
      '--classifier <run>',
      'a classifier of noisy images that guides to the class (default: that of the system, if it has one)',
    )
    .option(
      '--captions <file>',
      'a caption on each line: sample i is to be of the i-th, beginning anew after the last',
    )
    .option('--guidance <scale>', "how strongly: 1 is the law of the class (default: the system's)")
    .option(
      '--guidance-interval <low,high>',
      'noise levels sigma / alpha between which it is guided',
    )
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
