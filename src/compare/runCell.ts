import { rises } from '../grids/index.ts';
import { type Denoiser, reverse } from '../problem/index.ts';
import { DivergenceError, sample } from '../sampling/index.ts';
import type { HostArray } from '../space/index.ts';
import type { Cell, Failure } from './comparison.ts';
import type { Run } from './contest.ts';
import type { Distances } from './distances.ts';

/** What every cell of a comparison is measured with. */
export interface Bench {
  readonly samples: number;
  /** The same for all cells: solvers share their start and their noise. */
  readonly seed: string | number;
  readonly data: Float64Array;
  readonly distances: Distances;
  /** Milliseconds of a clock that only rises. */
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
}

/** Samples with their cell, or why there are none. */
export type Ran =
  | { readonly cell: Cell; readonly x: HostArray; readonly start: HostArray }
  | { readonly failure: Failure };

/** Root mean square distance from the origin, per coordinate. */
function size(x: HostArray): number {
  let sum = 0;
  for (const value of x) sum += value * value;
  return Math.sqrt(sum / x.length);
}

/**
 * Samples further out than this many times the data are called diverged: a distance to the data says no more about
 * them than that.
 */
const tooFar = 10;

/** Runs one solver at one number of steps on one score, and measures its samples against the data. */
export async function runCell<X>(
  denoiser: Denoiser<X>,
  score: Cell['score'],
  { entrant, steps, budget, grid }: Run,
  { samples, seed, data, distances, now, signal }: Bench,
): Promise<Ran> {
  const { space } = denoiser;
  const { label, solver } = entrant;
  const named = {
    ...{ solver: label, grid: grid.name, score, steps },
    ...(budget === undefined ? {} : { budget }),
  };
  const starts: HostArray[] = [];
  const begun = now();
  try {
    const drawn = await sample(reverse(denoiser), {
      solver,
      grid,
      samples,
      seed,
      signal,
      batch: samples,
      onStep: async ({ step, x }) => {
        if (step === 0) starts.push((await space.read(x)).slice());
      },
    });
    const x = await space.read(drawn.x);
    const seconds = (now() - begun) / 1000;
    space.free(drawn.x);
    const [reached, usual] = [size(x), size(data)];
    if (reached > tooFar * usual) {
      const reason = `diverged: samples of size ${reached.toPrecision(2)} where the data have ${usual.toPrecision(2)}`;
      return { failure: { ...named, reason } };
    }
    const isStochastic = solver.isStochastic || rises(grid);
    const { evaluations } = drawn;
    const cell = { ...named, isStochastic, evaluations, seconds, ...distances(x, data) };
    return { cell, x, start: starts[0] ?? new Float64Array() };
  } catch (error) {
    if (error instanceof DivergenceError) return { failure: { ...named, reason: error.message } };
    throw error;
  }
}
