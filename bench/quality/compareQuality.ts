import { writeFileSync } from 'node:fs';
import { steps } from '../../src/cli/steps.ts';
import type { Entrant } from '../../src/compare/index.ts';
import type { BenchOptions } from '../options.ts';
import { candidatesAt, sweptAt } from './candidates.ts';
import { type Ranked, ranked } from './choose.ts';
import { drawn, nameOf } from './drawn.ts';
import { front, measures, verdictOn } from './front.ts';
import { figuresOf, measured } from './measure.ts';
import { type Start, startOf } from './p1.ts';
import { type Found, headings, markdownOf, rowsOf, textOf } from './tables.ts';

/** Samples that figures are made of, as the front's were. */
const samples = 8192;
/** Starts that figures are the means of; none of them has a part in the choice. */
const repeats = 8;
/** Samples and starts of the choice, and of the sweep before it. */
const choice = { samples: 4096, starts: 2 };
const sweep = { samples: 1024, kept: 6 };

type Step = ReturnType<typeof steps>;

function list(title: string, best: readonly Ranked[]): void {
  const lines = best.map(
    ({ entrant, score }) => `  ${score.toExponential(2)}  ${nameOf(entrant)}\n`,
  );
  console.log(`${title}\n${lines.join('')}`);
}

/** The best of all pairs at each budget by rms, to choose from; they are printed, with the best of the reverse SDE by ed. */
async function swept(step: Step, signal: AbortSignal): Promise<Map<number, Entrant[]>> {
  const [few, many] = [await startOf('sweep', sweep.samples), await startOf('sweep', samples)];
  const best = new Map<number, Entrant[]>();
  for (const { evaluations } of front) {
    const all = sweptAt(evaluations);
    const [flow, noisy] = [false, true].map((is) =>
      all.filter(({ solver }) => solver.isStochastic === is),
    );
    await step(`sweep ${all.length} pairs at ${evaluations} evaluations`, async () => {
      const byRms = await ranked(flow ?? [], evaluations, [few], undefined, signal);
      const ed = (x: Float64Array, { end }: Start): number => measured(x, end).ed;
      const byEd = await ranked(noisy ?? [], evaluations, [many], ed, signal);
      const kept = byRms.slice(0, sweep.kept);
      list(`\n${evaluations} evaluations, rms`, kept);
      list(`${evaluations} evaluations, with noise, ed`, byEd.slice(0, 2));
      best.set(
        evaluations,
        kept.map(({ entrant }) => entrant),
      );
    });
  }
  return best;
}

/** One pair for each budget, that of the smallest rms. */
async function chosen(
  of: (evaluations: number) => Entrant[],
  signal: AbortSignal,
): Promise<Entrant[]> {
  const starts: Start[] = [];
  for (let i = 0; i < choice.starts; i++) starts.push(await startOf(`choice ${i}`, choice.samples));
  const best: Entrant[] = [];
  for (const { evaluations } of front) {
    const [first] = await ranked(of(evaluations), evaluations, starts, undefined, signal);
    if (first === undefined) throw new Error(`no candidate ran at ${evaluations} evaluations`);
    best.push(first.entrant);
  }
  return best;
}

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
  const step = steps({ out: process.stdout, err: process.stderr, signal, now }, { quiet: false });
  process.once('SIGINT', interrupt);
  try {
    const best = isSweep ? await swept(step, signal) : undefined;
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
      writeFileSync(
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
