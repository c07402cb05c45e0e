import { Command } from 'commander';
import { backendNames } from '../../backend/index.ts';
import { givenCommand } from '../givenCommand.ts';
import { likelihoodOptions } from '../likelihoodOptions.ts';
import { read } from '../read.ts';
import type { Terminal } from '../terminal.ts';

const notes = `
The density changes along the probability flow by its divergence, and at the noise end it is known: ln p of each sample in nats, their
mean with its standard error, and bits per dimension. The first argument is a run of samples themselves, trained or imported, or data whose
law is known (eight-gaussians, gaussian ...); the second a file of samples, images, or data by name.

Images whose values are 256 levels are dequantised: bits are then those of the levels, a bound, and comparable with published ones.
Of anything else they are of the density, and change with the scale of the data.

What is left: p is smoothed by --sigma-min, the last noise that the schedule samples; steps err, halve them to see how much; probes of the
trace spread, which the error has in it. Networks are taken without guidance and limits of x0, and
unconditional unless --class or --text say otherwise.
  tfjs-sde likelihood runs/moons moons -n 1000
  tfjs-sde likelihood runs/mnist ./t10k-images-idx3-ubyte.gz -n 64 --probes 1 --steps 25 --out each.csv
  tfjs-sde likelihood eight-gaussians points.csv --schedule edm --sigma-min 0.001 --steps 200`;

/** `tfjs-sde likelihood` */
export function likelihood(terminal: Terminal): Command {
  return new Command('likelihood')
    .description('how likely data are under a network, by its probability flow: nats, bits')
    .argument('<run>', 'a run folder, or data whose law is known')
    .argument('<data>', 'a file of samples, images, or data by name')
    .option('--schedule <schedule>', 'of a law that is known (default: vp)')
    .option(
      '--class <name>',
      'the law of a class, by name or number, of a network that has classes',
    )
    .option('--text <caption>', 'the law of a caption, of a network that has captions')
    .option(
      '--trace <how>',
      'exact, a product for each value, or hutchinson, one for each probe (default: exact up to 16 values)',
    )
    .option('--probes <n>', "random directions for each sample, of hutchinson's trace", '2')
    .option('--steps <n>', 'equal steps of ln arctan(sigma / alpha)', '50')
    .option('--solver <name>', 'a solver of ODEs', 'rk4')
    .option(
      '--sigma-min <level>',
      'noise level sigma / alpha that data are at (default: the smallest that the schedule samples)',
    )
    .option('-n, --samples <count>', 'samples at most', '256')
    .option('--batch <n>', 'samples at a time; results do not depend on it', '256')
    .option('--held-out', 'of files the samples that training holds out', false)
    .option('--dequantise', 'add uniform noise of one level (default: images that have levels)')
    .option('--no-dequantise', 'do not')
    .option('--levels <n>', 'evenly spaced values that data have', '256')
    .option('--range <low,high>', 'the first and the last of them', '-1,1')
    .option('--seed <seed>', 'of what is drawn, probes and noise, an integer or text', '0')
    .option('--out <file>', 'nats and bits of each sample, a file that ends in .csv or .npy')
    .option(
      '--report <folder>',
      'leave a page with its numbers there: report.html, likelihood.json',
    )
    .option('--backend <name>', `one of auto, ${backendNames.join(', ')}`)
    .option('--json', 'the values as JSON', false)
    .option('--quiet', 'no progress', false)
    .addHelpText('after', notes)
    .action(async (run: string, data: string, given: unknown, command: Command) => {
      const options = read(likelihoodOptions, given);
      const { runLikelihood } = await import('../runLikelihood.ts');
      await runLikelihood(run, data, options, terminal, givenCommand(command));
    });
}
