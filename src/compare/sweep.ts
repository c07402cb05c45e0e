import { cellOf } from './cellOf.ts';
import type { CellStore } from './cellStore.ts';
import type { Cell, Draw, Failure } from './comparison.ts';
import type { Run } from './contest.ts';
import { isStochastic } from './drawRows.ts';
import { type Job, runAll } from './runAll.ts';
import { type Bench, type MeasuredScore, type Ran, runCell } from './runCell.ts';

/** What a sweep finds. */
export interface Results {
  readonly cells: readonly Cell[];
  readonly failures: readonly Failure[];
  /** Some samples of each cell, in their order. */
  readonly samples: readonly Float64Array[];
}

/** What follows a score through every repetition. */
export interface Entry<X> {
  readonly score: Cell['score'];
  readonly guidance?: number | undefined;
  /** Where its cells are kept. */
  readonly store: CellStore;
  /** In a repetition, whose starts are its own. */
  readonly followed: (repeat: number) => MeasuredScore<X>;
}

/** A cell before its draws, and the jobs that draw them. */
export interface Planned {
  readonly run: Run;
  readonly named: Omit<Failure, 'reason'>;
  readonly jobs: readonly Job[];
}

/** Every run on one score, drawn in every repetition. */
export function planned<X>(
  { score, guidance, store, followed }: Entry<X>,
  runs: readonly Run[],
  benches: readonly Bench[],
): Planned[] {
  const scores = benches.map((_, repeat) => followed(repeat));
  return runs.map((run) => {
    const { entrant, steps, budget, grid } = run;
    const named = {
      ...{ solver: entrant.label, grid: grid.name, score, steps },
      ...(guidance === undefined ? {} : { guidance }),
      ...(budget === undefined ? {} : { budget }),
    };
    const guided = guidance === undefined ? '' : ` with guidance ${guidance}`;
    const jobs = benches.map((bench, repeat): Job => {
      const of = benches.length === 1 ? '' : `, draw ${repeat + 1}`;
      return {
        name: `${entrant.label}@${grid.name}, ${steps} steps, ${score} score${guided}, seed ${bench.seed}`,
        label: `${entrant.label}, ${steps} steps, ${score} score${guided}${of}`,
        run: () => runCell(scores[repeat] as MeasuredScore<X>, run, bench),
        store,
      };
    });
    return { run, named, jobs };
  });
}

const isFailed = (ran: Ran): ran is Extract<Ran, { reason: string }> => 'reason' in ran;

/** Runs what is planned; a cell of which a draw fails is a failure. */
export async function sweep(
  plans: readonly Planned[],
  options: Parameters<typeof runAll>[1],
): Promise<Results> {
  // repetition by repetition: what a flow knows of a start serves all solvers before the next start
  const order = plans.flatMap(({ jobs }) => jobs.map((job, repeat) => ({ job, repeat })));
  const jobs = order.sort((a, b) => a.repeat - b.repeat).map(({ job }) => job);
  const ran = new Map<string, Ran>();
  for (const [i, each] of (await runAll(jobs, options)).entries()) {
    ran.set((jobs[i] as Job).name, each);
  }
  const results = { cells: [] as Cell[], failures: [] as Failure[], samples: [] as Float64Array[] };
  for (const { run, named, jobs: own } of plans) {
    const draws: Draw[] = [];
    let [evaluations, shown]: [number, readonly number[] | undefined] = [0, undefined];
    let failed: string | undefined;
    for (const { name } of own) {
      const each = ran.get(name) as Ran;
      if (isFailed(each)) {
        failed ??= each.reason;
        continue;
      }
      draws.push(each.draw);
      evaluations = each.evaluations;
      shown ??= each.shown;
    }
    if (failed !== undefined) {
      results.failures.push({ ...named, reason: failed });
      continue;
    }
    results.cells.push(cellOf({ ...named, isStochastic: isStochastic(run), evaluations }, draws));
    results.samples.push(Float64Array.from(shown ?? []));
  }
  return results;
}
