import { brownianPath, foldIn, keyOf } from '../../noise/index.ts';
import { drawnSeed } from '../seed.ts';
import { rowsIn, type Solvable } from '../solvable.ts';
import { type AdaptiveOptions, adapt } from './adapt.ts';

/** Rows that were solved each with steps of its own. */
export interface SolvedAdaptively {
  readonly x: Float64Array;
  /** The times each row visited. */
  readonly times: readonly Float64Array[];
  /** Steps that were rejected, of all rows. */
  readonly rejected: number;
  readonly seed: string | number;
}

/**
 * Solves an ODE or SDE with steps that follow its error, each row with its own, on Float64Array. A step is the range halved some
 * times, the longest of these that the error allows.
 *
 * A step that is too long is tried again along the same Brownian path: noise drawn anew after a rejection would be noise that was chosen,
 * and the law of the result wrong. A row depends on the seed and on its index alone.
 *
 * @throws InputError for tolerances that are not positive, times that do not differ, and solvers that remember earlier steps
 * @throws ToleranceError where a row cannot meet its tolerance, saying where it stands
 * @see Gaines & Lyons (1997), SIAM J. Appl. Math. 57:1455, on rejection and the path
 */
export async function solveAdaptively<P extends Solvable<Float64Array>>(
  problem: P & Solvable<Float64Array>,
  options: AdaptiveOptions<Float64Array, NoInfer<P>> & {
    readonly start: Float64Array;
    readonly seed?: string | number | undefined;
  },
): Promise<SolvedAdaptively> {
  const { space } = problem;
  const { start, over, seed = drawnSeed() } = options;
  const rows = rowsIn('solveAdaptively', space, start);
  const key = foldIn(keyOf(seed), 'noise');
  const [x, times] = [new Float64Array(start.length), [] as Float64Array[]];
  let rejected = 0;
  for (let row = 0; row < rows; row++) {
    const own = start.slice(row * space.size, (row + 1) * space.size);
    const noise = brownianPath(space, key, { first: row, count: 1 }, over);
    const solved = await adapt<Float64Array, P>(problem, options, own, noise);
    x.set(solved.x, row * space.size);
    times.push(solved.times);
    rejected += solved.rejected;
  }
  return { x, times, rejected, seed };
}
