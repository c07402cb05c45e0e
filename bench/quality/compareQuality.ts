import { steps } from '../../src/cli/steps.ts';
import type { Entrant } from '../../src/compare/index.ts';
import { writeWhole } from '../../src/io/writeWhole.ts';
import type { BenchOptions } from '../options.ts';
import { candidatesAt } from './candidates.ts';
import { chosen } from './choose.ts';
import { drawn, nameOf } from './drawn.ts';
import { front, measures, verdictOn } from './front.ts';
import { figuresOf, measured } from './measure.ts';
import { type Start, startOf } from './p1.ts';
import { swept } from './swept.ts';
import { type Found, headings, markdownOf, rowsOf, textOf } from './tables.ts';

/** Samples that figures are made of, as the front's were. */
const samples = 8192;
/** Starts that figures are the means of; none of them has a part in the choice. */
const repeats = 8;
type Scores = ReturnType<typeof measured>;

/** What every budget's pair scores from one start, and the flow itself. */
async function scoresFrom(
  { noise, end }: Start,
  pairs: readonly Entrant[],
  signal: AbortSignal,
): Promise<{ readonly flow: Scores; readonly ours: (Scores & { steps: number; used: number })[] }> {
  const ours = [];
  for (const [i, pair] of pairs.entries()) {
    const { x, steps, evaluations } = await drawn(pair, front[i]?.evaluations ?? 0, noise, signal);
    ours.push({ ...measured(x, end), steps, used: evaluations });
  }
  return { flow: measured(end, end), ours };
}

/**
 * The best of our solvers and grids on P1 beside the best of other libraries, at every budget.
 * @returns the exit code: 0, 1 where ours is worse somewhere, 130 after Ctrl-C
 */
export async function compareQuality({
  sweep: isSweep,
  markdown,
  json,
}: Pick<BenchOptions, 'sweep' | 'markdown' | 'json'>): Promise<number> {
  const interrupted = new AbortController();
  const { signal } = interrupted;
  const interrupt = (): void => interrupted.abort();
  const now = (): number => performance.now();
  const terminal = { out: process.stdout, err: process.stderr, signal, now };
  const step = steps(terminal, { quiet: false });
  process.once('SIGINT', interrupt);
  try {
    const best = isSweep ? await swept(samples, terminal) : undefined;
    const pairs = await step('choose a solver and a grid for each budget', () =>
      chosen((evaluations) => best?.get(evaluations) ?? candidatesAt(evaluations), signal),
    );
    const all: Awaited<ReturnType<typeof scoresFrom>>[] = [];
    for (let i = 0; i < repeats; i++) {
      const work = async () => scoresFrom(await startOf(`report ${i}`, samples), pairs, signal);
      all.push(await step(`${samples} samples, repeat ${i + 1} of ${repeats}`, work));
    }
    const flow = figuresOf(all.map((repeat) => repeat.flow));
    const found = front.map(({ evaluations }, i): Found => {
      const own = all.flatMap(({ ours }) => ours[i] ?? []);
      const { steps: intervals = 0, used = 0 } = own[0] ?? {};
      const pair = nameOf(pairs[i] as Entrant);
      return { evaluations, pair, steps: intervals, used, ours: figuresOf(own) };
    });
    const shown = markdown ? markdownOf : textOf;
    const chosenRows = found.map((own) =>
      [own.evaluations, own.pair, own.steps, own.used].map(String),
    );
    console.log(
      [
        `P1, ddpm, from t = 1: ${samples} samples, means of ${repeats} starts ± standard error; each pair chosen by rms on other starts.\n`,
        shown(rowsOf(found, flow), headings),
        shown(chosenRows, ['evaluations', 'solver@grid', 'steps', 'used']),
      ].join('\n'),
    );
    const judged = found.map((own, i) => ({
      ...own,
      front: front[i]?.figures,
      verdicts: Object.fromEntries(
        measures.map((m) => [m, front[i] && verdictOn(own.ours[m], front[i].figures[m])]),
      ),
    }));
    if (json !== undefined) {
      await writeWhole(
        json,
        `${JSON.stringify({ samples, repeats, flow, budgets: judged }, null, 2)}\n`,
      );
    }
    return judged.some(({ verdicts }) => Object.values(verdicts).includes('worse')) ? 1 : 0;
  } catch (error) {
    if (signal.aborted) return 130;
    throw error;
  } finally {
    process.off('SIGINT', interrupt);
  }
}
