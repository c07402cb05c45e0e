import {
  drawRows,
  type FlowEnds,
  type FollowedScore,
  isStochastic,
} from '../../src/compare/index.ts';
import { type Jackknifed, jackknife, pairedDifference } from '../../src/metrics/index.ts';
import { byFlow, type Closeness, type Criterion } from '../../src/recommend/closeness.ts';
import { libraryWithin, runsWithin } from '../../src/recommend/library.ts';
import { runName } from '../../src/recommend/runName.ts';
import { DivergenceError } from '../../src/sampling/index.ts';
import type { HostArray } from '../../src/space/index.ts';

/** What all pairs of the library are judged by: the end of the flow from the same noise, or data. */
export interface Against {
  readonly by: Criterion;
  readonly ends: FlowEnds;
  readonly toData: (x: HostArray) => Closeness;
}

/** One pair of the library, judged. */
export interface Judged {
  readonly name: string;
  readonly calls: number;
  /** Its distance, the error by the jackknife. */
  readonly distance: Jackknifed;
}

/** The root of a jackknifed energy distance; of an estimate below 0 it is 0. */
function rooted({ value, leftOut }: Jackknifed): Jackknifed {
  const root = (square: number): number => Math.sqrt(Math.max(0, square));
  return jackknife(root(value), leftOut.map(root));
}

/**
 * Every pair of the library within a budget, from the same fresh noise, the nearest first.
 *
 * @param samples of each
 * @param onRun called before each
 */
export async function exhaustive<X>(
  score: FollowedScore<X> & { readonly schedule: Parameters<typeof runsWithin>[1] },
  { by, ends, toData }: Against,
  {
    budget,
    samples,
    seed,
    onRun,
  }: { budget: number; samples: number; seed: string; onRun?: (done: number, all: number) => void },
): Promise<Judged[]> {
  const runs = runsWithin(libraryWithin(budget), score.schedule, budget).filter(
    (run) => by === 'energy' || !isStochastic(run),
  );
  const judged: Judged[] = [];
  for (const [done, run] of runs.entries()) {
    onRun?.(done, runs.length);
    try {
      const drawn = await drawRows(score, run, { seed, rows: { first: 0, count: samples } });
      const { size } = score.space;
      const at = run.grid.times[0] as number;
      const distance =
        by === 'energy'
          ? rooted(toData(drawn.x).mean)
          : byFlow(drawn.end, (await ends(drawn.start, at)).end, size).mean;
      judged.push({ name: runName(run), calls: drawn.evaluations, distance });
    } catch (error) {
      if (!(error instanceof DivergenceError)) throw error;
    }
  }
  return judged.sort((a, b) => a.distance.value - b.distance.value);
}

/** How far the median pair is behind the best, in standard errors of their difference. */
export function spreadOf(judged: readonly Judged[]): number {
  const [best, median] = [judged[0], judged[judged.length >> 1]];
  if (best === undefined || median === undefined) return 0;
  const { value, error } = pairedDifference(median.distance, best.distance);
  return value / error;
}
