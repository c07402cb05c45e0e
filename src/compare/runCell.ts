import type { Measured } from '../metrics/index.ts';
import { DivergenceError } from '../sampling/index.ts';
import type { HostArray } from '../space/index.ts';
import type { Draw } from './comparison.ts';
import type { Run } from './contest.ts';
import type { Distances } from './distances.ts';
import { drawRows, type FollowedScore, isStochastic } from './drawRows.ts';
import { inPlane } from './paths.ts';
import { type FlowEnds, rms } from './reference.ts';

/** What every cell is measured with in one repetition. */
export interface Bench {
  readonly samples: number;
  /** The same for all cells: solvers share their start and their noise. */
  readonly seed: string | number;
  readonly data: Float64Array;
  readonly distances: Distances;
  /** The distance to the law itself, where it is known. */
  readonly toLaw?: ((x: HostArray) => Measured) | undefined;
  /** Milliseconds of a clock that only rises. */
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
}

/** A score that is followed, and where its flow ends. */
export interface MeasuredScore<X> extends FollowedScore<X> {
  /** The end points of its probability flow from a start at time t, where they are known. */
  readonly flowEnds?: FlowEnds | undefined;
}

/** One draw of a cell, with some samples of it to be shown, flat in the plane; or why there is none. */
export type Ran =
  | {
      readonly draw: Draw;
      readonly evaluations: number;
      readonly shown: readonly number[];
    }
  | { readonly reason: string };

/** Samples shown of a cell, and the digits of their coordinates. */
const shown = { count: 600, digits: 5 };

/**
 * Samples further out than this many times the data are called diverged: a distance to the data says no more about
 * them than that.
 */
const tooFar = 10;

/** Root mean square distance from the origin, per coordinate. */
function size(x: HostArray): number {
  let sum = 0;
  for (const value of x) sum += value * value;
  return Math.sqrt(sum / x.length);
}

/** Runs one solver at one number of steps on one score, and measures its samples against the data. */
export async function runCell<X>(score: MeasuredScore<X>, run: Run, bench: Bench): Promise<Ran> {
  const { samples, seed, data, distances, toLaw, now, signal } = bench;
  const rows = { first: 0, count: samples };
  const begun = now();
  try {
    const { x, end, start, evaluations } = await drawRows(score, run, { seed, rows, signal });
    const seconds = (now() - begun) / 1000;
    const [reached, usual] = [size(x), size(data)];
    if (reached > tooFar * usual) {
      const reason = `diverged: samples of size ${reached.toPrecision(2)} where the data have ${usual.toPrecision(2)}`;
      return { reason };
    }
    const flow = isStochastic(run)
      ? undefined
      : await score.flowEnds?.(start, run.grid.times[0] as number);
    const draw = {
      ...{ seed, seconds, ...distances(x, data) },
      ...(flow && { flowDistance: rms(end, flow.end, score.space.size) }),
      ...(flow?.moved !== undefined && { flowMoved: flow.moved }),
      ...(toLaw && { lawDistance: toLaw(x) }),
    };
    const seen = inPlane(x, x.length / samples, shown.count);
    const rounded = Array.from(seen, (value) => Number(value.toPrecision(shown.digits)));
    return { draw, evaluations, shown: rounded };
  } catch (error) {
    if (error instanceof DivergenceError) return { reason: error.message };
    throw error;
  }
}
