import { InputError } from '../errors/index.ts';
import type { HostArray } from '../space/index.ts';
import type { Measured } from './measured.ts';

/** Rows of `dimension` elements each, one after another, cut into groups of neighbours: group g holds rows [starts[g], starts[g + 1]). */
export interface Grouped {
  readonly values: HostArray;
  readonly dimension: number;
  readonly count: number;
  readonly starts: readonly number[];
}

/**
 * Two sets of samples, each cut into the same number of groups of nearly equal size.
 *
 * @param groups wanted number of groups; fewer where a set has less than two samples for each
 * @throws InputError if a set is ragged, holds fewer than four samples or a value that is not finite
 */
export function grouped(
  sets: readonly [HostArray, HostArray],
  dimension: number,
  groups: number,
): [Grouped, Grouped] {
  const counts = sets.map((values) => values.length / dimension);
  for (const [i, count] of counts.entries()) {
    if (!Number.isInteger(count) || count < 4) {
      throw new InputError(
        `distance: each set needs at least 4 samples of ${dimension} values, got ${sets[i]?.length} values`,
      );
    }
    if (!sets[i]?.every(Number.isFinite)) {
      throw new InputError('distance: every value must be finite, got NaN or infinity');
    }
  }
  const used = Math.min(groups, ...counts.map((count) => Math.floor(count / 2)));
  const cut = (values: HostArray): Grouped => {
    const count = values.length / dimension;
    const starts = Array.from({ length: used + 1 }, (_, g) => Math.round((g * count) / used));
    return { values, dimension, count, starts };
  };
  return [cut(sets[0]), cut(sets[1])];
}

/**
 * A statistic with its standard error by the delete-a-group jackknife, from the values v_g it takes when group g
 * is left out of every set:
 *
 *   error^2 = (G - 1) / G sum_g (v_g - mean v)^2
 *
 * Where the statistic is quadratic in deviations (an energy distance near 0) the error is too large by a factor of
 * up to sqrt(2), never too small.
 *
 * @see Efron & Stein (1981), Ann. Statist. 9:586; Shao & Wu (1989), Ann. Statist. 17:1176
 */
export function jackknife(value: number, leftOut: readonly number[]): Measured {
  const G = leftOut.length;
  const mean = leftOut.reduce((sum, v) => sum + v, 0) / G;
  const spread = leftOut.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  return { value, error: Math.sqrt(((G - 1) / G) * spread) };
}
