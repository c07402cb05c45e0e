import { Command } from 'commander';
import { backendNames } from '../../backend/index.ts';
import { limitHelp } from '../limitOf.ts';
import { read } from '../read.ts';
import { recommendOptions, usualBudget } from '../recommendOptions.ts';
import type { Terminal } from '../terminal.ts';

const notes = `
A run is followed by its network, data whose law is known (eight-gaussians, glyph-mixture ...) by their exact score. Some 200 pairs of
solver and grid draw a few samples from the same noise, the better half goes on to twice as many, and so on: successive halving. The last
round is the evidence, with the chance that each of the others is as good. The answer comes as a command and as a line of code.

A network is judged by the energy distance of its samples to the data, its root in the unit of the data; --by flow judges by the distance
to where the probability flow of its own score ends, of deterministic solvers alone: far more exact at many calls, and blind to what the
network has not learned. An exact score is judged by flow.
  tfjs-sde recommend runs/moons --budget 10
  tfjs-sde recommend runs/digits --milliseconds 200 --batch 4
  tfjs-sde recommend eight-gaussians --schedule cosine --target 0.01 --out chosen`;

/** `tfjs-sde recommend` */
export function recommend(terminal: Terminal): Command {
  return new Command('recommend')
    .description('the solver, steps and grid to use for a run, with the evidence')
    .argument('<run>', 'a run folder, or data whose law is known')
    .option('--budget <calls>', `network calls of a sample at most (default: ${usualBudget})`)
    .option('--target <distance>', 'in its place: the distance to be reached with the fewest calls')
    .option('--milliseconds <ms>', 'in its place: what a draw may take here, on --backend')
    .option('--batch <n>', 'samples of the draw that is timed (default: 1)')
    .option('--by <criterion>', 'energy or flow (default: flow of an exact score, else energy)')
    .option('--schedule <schedule>', 'of a law that is known (default: vp)')
    .option('--limit <limit>', limitHelp)
    .option('--guidance <scale>', 'of a run with classes, to each class in turn')
    .option('--classifier <run>', 'what guides it (default: its system has it, or the run itself)')
    .option('--flow-calls <n>', "calls to follow a network's own flow with, by flow", '200')
    .option('-n, --samples <n>', 'of each in the last round (default: 4096, of images fewer)')
    .option('--seed <seed>', 'an integer or text; drawn and printed unless given')
    .option('--out <folder>', 'where a report goes, and its numbers')
    .option('--backend <name>', `one of auto, ${backendNames.join(', ')}`)
    .option('--json', 'the recommendation and its evidence as JSON', false)
    .option('--quiet', 'no progress', false)
    .addHelpText('after', notes)
    .action(async (run: string, given: unknown) => {
      const options = read(recommendOptions, given);
      const { runRecommending } = await import('../runRecommending.ts');
      await runRecommending(run, options, terminal);
    });
}
