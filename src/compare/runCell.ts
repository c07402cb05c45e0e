import { rises } from '../grids/index.ts';
import type { Measured } from '../metrics/index.ts';
import type { Rows } from '../noise/index.ts';
import { type Denoiser, reverse } from '../problem/index.ts';
import { DivergenceError, sample } from '../sampling/index.ts';
import type { HostArray, Space } from '../space/index.ts';
import type { Draw } from './comparison.ts';
import type { Run } from './contest.ts';
import type { Distances } from './distances.ts';
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

/** A score that is followed, and what becomes of its samples. */
export interface FollowedScore<X> {
  readonly space: Space<X>;
  /** For all rows, or for some, where each has a condition of its own. */
  readonly denoiser: Denoiser<X> | ((rows: Rows) => Denoiser<X>);
  /** What samples become before they are held against the data: pictures of latents. */
  readonly decode?: ((x: X) => X) | undefined;
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

/** Values solved at a time. */
const atOnce = 2 ** 20;

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

/** Samples of one run, and the noise that they began as; both of the host. */
async function drawn<X>(
  { space, denoiser, decode }: FollowedScore<X>,
  { entrant: { solver }, grid }: Run,
  { samples, seed, signal }: Bench,
): Promise<{ x: HostArray; end: HostArray; start: Float64Array; evaluations: number }> {
  const start = new Float64Array(samples * space.size);
  const problem =
    typeof denoiser === 'function' ? (rows: Rows) => reverse(denoiser(rows)) : reverse(denoiser);
  const { x, evaluations } = await sample(problem, {
    ...{ solver, grid, samples, seed, signal },
    batch: Math.max(1, Math.floor(atOnce / space.size)),
    onStep: async ({ step, x: at }, rows) => {
      if (step === 0) start.set(await space.read(at), rows.first * space.size);
    },
  });
  try {
    const end = (await space.read(x)).slice();
    if (decode === undefined) return { x: end, end, start, evaluations };
    const decoded = decode(x);
    const values = (await space.read(decoded)).slice();
    space.free(decoded);
    return { x: values, end, start, evaluations };
  } finally {
    space.free(x);
  }
}

/** Runs one solver at one number of steps on one score, and measures its samples against the data. */
export async function runCell<X>(score: FollowedScore<X>, run: Run, bench: Bench): Promise<Ran> {
  const { samples, seed, data, distances, toLaw, now } = bench;
  const begun = now();
  try {
    const { x, end, start, evaluations } = await drawn(score, run, bench);
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

/** Whether a run draws noise: its solver does, or its grid rises. */
export function isStochastic({ entrant: { solver }, grid }: Run): boolean {
  return solver.isStochastic || rises(grid);
}
