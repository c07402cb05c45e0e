import { Command } from 'commander';
import { backendNames } from '../../backend/index.ts';
import { compareDefaults, compareOptions } from '../compareOptions.ts';
import { limitHelp } from '../limitOf.ts';
import { read } from '../read.ts';
import type { Terminal } from '../terminal.ts';

const notes = `
Data, solvers, grids and schedules are written as names with options: "ddpm(variance=large)", "heun@karras(rho=5)",
"vp(betaMax=15)". The commands datasets, solvers, grids, schedules and limits list them.

A schedule can also be given by formulas of t in [0, 1], in the syntax of mathjs:
  --schedule "beta = 0.1 + 19.9 t^2"                     dx = -beta/2 x dt + sqrt(beta) dw
  --schedule "drift = -5 t x; diffusion = sqrt(10 t)"    dx = drift dt + diffusion dw, the drift linear in x
  --schedule "alpha = cos(1.5 t); sigma = sin(1.5 t)"    x_t = alpha x_0 + sigma eps

Solvers share noise and data, so that differences are known better than each value; the lead of the lowest is told with the chance that
it is none. Every cell is kept under --out as soon as it has run: after Ctrl-C the same command goes on, and several processes can
share the work, with one --seed if they begin at once. More solvers, steps, grids, guidance and repeats add cells to those that are there.

Of several data or runs each has a folder under --out, and an overview tells how each solver does on all of them:
  tfjs-sde compare runs/moons runs/rings glyph-mixture --evaluations 5,10,20 --repeats 4

--steps are also the budgets of network evaluations that a solver is recommended for; with --evaluations each solver takes the most
steps that these pay for.

Where the law of the data is known, as that of eight-gaussians, gaussian-mixture, ellipses and glyph-mixture, a network's score is held
against the exact one over time: a figure of the report, and score-error.svg.

--score-error shows which solvers gather a network's errors and which forget them: the same smooth field, drawn by seed, errs for all.`;

/** `tfjs-sde compare` */
export function compare(terminal: Terminal): Command {
  const usual = compareDefaults;
  return new Command('compare')
    .description(
      'sample a run, or a small network that it trains, with every solver: what each buys',
    )
    .argument(
      '[data...]',
      `data sets, .csv or .npy files or images of your own, or run folders (default: ${usual.data})`,
    )
    .option('--solvers <list>', 'solvers to compare, between commas', usual.solvers)
    .option(
      '--grids <list>',
      'grids of every solver that names none: own,karras,"uniform-log-snr(sigmaMin=0.01)"',
      usual.grids,
    )
    .option('--steps <list>', 'numbers of steps, between commas', usual.steps)
    .option(
      '--evaluations <list>',
      'network calls to keep within, between commas, in place of --steps',
    )
    .option('-n, --samples <n>', 'samples drawn with each', usual.samples)
    .option('--repeats <n>', 'draws of each, from noise and data of their own', usual.repeats)
    .option('--seed <seed>', 'an integer or text; drawn and printed unless given')
    .option('--schedule <schedule>', 'how data are noised', usual.schedule)
    .option(
      '--score <which>',
      'network, exact (where the law of the data is known) or both',
      usual.score,
    )
    .option('--limit <limit>', limitHelp)
    .option(
      '--guidance <list>',
      'scales that a run with classes is guided with, to each class in turn',
    )
    .option('--classifier <run>', 'what guides it (default: its system has it, or the run itself)')
    .option(
      '--score-error <rms>',
      'a deliberate error of the exact score: what is added to eps, whose noise has 1',
      usual.scoreError,
    )
    .option(
      '--flow-calls <n>',
      'calls a sample to follow the flow of each score with, to hold deterministic solvers against its end',
      usual.flowCalls,
    )
    .option('--train-steps <n>', 'training steps of the network', usual.trainSteps)
    .option('--json <file>', 'write the numbers to a file as JSON too; - is standard output')
    .option(
      '--out <folder>',
      'where the report goes and cells are kept (default: tfjs-sde-report/ and the name of the data)',
    )
    .option('--backend <name>', `one of auto, ${backendNames.join(', ')}`)
    .option('--quiet', 'no progress', false)
    .addHelpText('after', notes)
    .action(async (data: readonly string[], given: unknown) => {
      const options = read(compareOptions, given);
      const { runComparison } = await import('../runComparison.ts');
      await runComparison(data.length === 0 ? [usual.data] : data, options, terminal);
    });
}
