import type { HostArray } from '../space/index.ts';
import { type Grouped, grouped, jackknife, withoutGroups } from './jackknife.ts';
import type { Measured } from './measured.ts';
import { type Projected, projected, without } from './projected.ts';

/** Of a Wasserstein distance. */
type Order = 1 | 2;

/**
 * W_p^p on the line between two sorted sets of equal weights: the quantile coupling. Masses are counted in units of 1 / (n m), so they
 * stay whole numbers.
 */
function coupled(x: Float64Array, y: Float64Array, order: Order): number {
  const [n, m] = [x.length, y.length];
  let sum = 0;
  for (let i = 0, j = 0, done = 0; i < n; ) {
    const [nextX, nextY] = [(i + 1) * m, (j + 1) * n];
    const next = nextX < nextY ? nextX : nextY;
    const gap = (x[i] as number) - (y[j] as number);
    sum += (next - done) * (order === 2 ? gap * gap : Math.abs(gap));
    done = next;
    if (next === nextX) i++;
    if (next === nextY) j++;
  }
  return sum / (n * m);
}

/** Roots of powers that were summed up with and without each group, with the jackknife's error. */
function rooted(powers: Float64Array, order: Order): Measured {
  const values = Array.from(powers, order === 2 ? Math.sqrt : (value) => value);
  const last = values.length - 1;
  return withoutGroups(jackknife(values[last] as number, values.slice(0, last)));
}

/**
 * Sliced Wasserstein distance of order p between two sets of samples: the p-th root of the mean, over directions, of the p-th power of
 * the Wasserstein distance between their projections.
 *
 * It is never negative and above 0 between two draws of the same law: compare with the value of two fresh draws.
 *
 * @param x flat, rows of `dimension` values one after another; y likewise, of any number of rows
 * @param options its settings
 * @param options.directions unit vectors, flat; see {@link directions}
 * @param options.order p, 1 or 2; 2 by default
 * @param options.groups groups of the jackknife that gives the standard error
 * @returns in the unit of the data
 * @throws InputError if a set is ragged, holds fewer than four samples or a value that is not finite
 * @see Rabin et al. (2012), SSVM; Bonneel et al. (2015), J. Math. Imaging Vis. 51:22
 */
export function slicedWasserstein(
  x: HostArray,
  y: HostArray,
  options: { dimension: number; directions: Float64Array; order?: 1 | 2; groups?: number },
): Measured {
  const { dimension, directions, order = 2, groups = 16 } = options;
  const sets = grouped('sliced Wasserstein distance', [x, y], dimension, groups);
  const G = sets[0].starts.length - 1;
  const powers = new Float64Array(G + 1);
  const count = directions.length / dimension;
  for (let k = 0; k < count; k++) {
    const direction = directions.subarray(k * dimension, (k + 1) * dimension);
    const along = (set: Grouped): Projected => projected(set, direction);
    const [a, b] = [along(sets[0]), along(sets[1])];
    for (let g = 0; g <= G; g++) {
      const [left, right] = g < G ? [without(a, g), without(b, g)] : [a.sorted, b.sorted];
      powers[g] = (powers[g] as number) + coupled(left, right, order) / count;
    }
  }
  return rooted(powers, order);
}

/**
 * Sliced Wasserstein-2 distance of samples to a law that is known: as {@link slicedWasserstein}, with the quantiles of the law in
 * place of sorted projections of a second set, so that only the samples are random.
 *
 * @param x flat, rows of `dimension` values one after another
 * @param options its settings
 * @param options.directions unit vectors, flat; see {@link directions}
 * @param options.quantiles of the law along each direction, in their order: rising, at the probabilities (i + 1/2) / count
 * @param options.groups groups of the jackknife that gives the standard error
 * @throws InputError if the set is ragged, holds fewer than four samples or a value that is not finite
 */
export function slicedWassersteinToLaw(
  x: HostArray,
  options: {
    dimension: number;
    directions: Float64Array;
    quantiles: readonly Float64Array[];
    groups?: number;
  },
): Measured {
  const { dimension, directions, quantiles, groups = 16 } = options;
  const [set] = grouped('sliced Wasserstein distance', [x, x], dimension, groups);
  const G = set.starts.length - 1;
  const squares = new Float64Array(G + 1);
  for (const [k, law] of quantiles.entries()) {
    const direction = directions.subarray(k * dimension, (k + 1) * dimension);
    const along = projected(set, direction);
    for (let g = 0; g <= G; g++) {
      const square = coupled(g < G ? without(along, g) : along.sorted, law, 2);
      squares[g] = (squares[g] as number) + square / quantiles.length;
    }
  }
  return rooted(squares, 2);
}
