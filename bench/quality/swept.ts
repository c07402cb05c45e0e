import { progress } from '../../src/cli/progress.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import type { Entrant } from '../../src/compare/index.ts';
import { sweptAt } from './candidates.ts';
import { type Ranked, ranked } from './choose.ts';
import { nameOf } from './drawn.ts';
import { front } from './front.ts';
import { measured } from './measure.ts';
import { type Start, startOf } from './p1.ts';

/** Samples of each pair, and how many pairs are left to choose from. */
const sweep = { samples: 1024, kept: 6 };

function print(title: string, best: readonly Ranked[]): void {
  const lines = best.map(
    ({ entrant, score }) => `  ${score.toExponential(2)}  ${nameOf(entrant)}\n`,
  );
  console.log(`\n${title}\n${lines.join('')}`);
}

const energy = (x: Float64Array, { end }: Start): number => measured(x, end).ed;

/**
 * The best of all pairs by rms, to choose from, at each budget of the front. They are printed, and so are the best on the reverse
 * SDE by ed, which follow no flow.
 *
 * @param samples of the pairs on the reverse SDE, since the error of ed falls slowly
 */
export async function swept(samples: number, terminal: Terminal): Promise<Map<number, Entrant[]>> {
  const { signal } = terminal;
  const [few, many] = [await startOf('sweep', sweep.samples), await startOf('sweep', samples)];
  const best = new Map<number, Entrant[]>();
  for (const { evaluations } of front) {
    const all = sweptAt(evaluations);
    const ofSde = all.filter(({ solver }) => solver.isStochastic);
    const ofFlow = all.filter(({ solver }) => !solver.isStochastic);
    const title = `sweep at ${evaluations} evaluations`;
    const shown = progress(title, all.length, terminal, { quiet: false });
    let begun = 0;
    const onEach = (entrant: Entrant): void => shown.at(begun++, nameOf(entrant));
    const run = { signal, onEach };
    const byRms = (await ranked(ofFlow, evaluations, [few], run)).slice(0, sweep.kept);
    const byEnergy = await ranked(ofSde, evaluations, [many], { ...run, score: energy });
    shown.at(all.length, '');
    shown.stop();
    print(`${evaluations} evaluations, by rms`, byRms);
    print(`${evaluations} evaluations on the reverse SDE, by ed`, byEnergy.slice(0, 2));
    best.set(
      evaluations,
      byRms.map(({ entrant }) => entrant),
    );
  }
  return best;
}
