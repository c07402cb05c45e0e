import type { HostArray } from '../space/index.ts';
import type { Measured } from './measured.ts';
import { requireSets } from './requireSets.ts';

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
 * @param metric its name, for the message
 * @param groups wanted number of groups; fewer where a set has less than two samples for each
 * @throws InputError if a set is ragged, holds fewer than four samples or a value that is not finite
 */
export function grouped(
  metric: string,
  sets: readonly [HostArray, HostArray],
  dimension: number,
  groups: number,
): [Grouped, Grouped] {
  requireSets(metric, sets, dimension, 4);
  const counts = sets.map((values) => values.length / dimension);
  const used = Math.min(groups, ...counts.map((count) => Math.floor(count / 2)));
  const cut = (values: HostArray): Grouped => {
    const count = values.length / dimension;
    const starts = Array.from({ length: used + 1 }, (_, g) => Math.round((g * count) / used));
    return { values, dimension, count, starts };
  };
  return [cut(sets[0]), cut(sets[1])];
}

/** A statistic with the values it takes without each group, which say how it varies, and how it varies with another one. */
export interface Jackknifed extends Measured {
  /** Without group g of every set: the standard error is that of their spread. */
  readonly leftOut: readonly number[];
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
export function jackknife(value: number, leftOut: readonly number[]): Jackknifed {
  const G = leftOut.length;
  const mean = leftOut.reduce((sum, v) => sum + v, 0) / G;
  const spread = leftOut.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  return { value, error: Math.sqrt(((G - 1) / G) * spread), leftOut };
}

/** Only the statistic and its error. */
export function withoutGroups({ value, error }: Jackknifed): Measured {
  return { value, error };
}

/**
 * The difference a - b of statistics whose groups belong together, of samples from the same noise held against the same data: the
 * jackknife of differences, so that what both share cancels.
 *
 * @param a with as many groups as b
 */
export function pairedDifference(a: Jackknifed, b: Jackknifed): Jackknifed {
  const differences = a.leftOut.map((value, g) => value - (b.leftOut[g] as number));
  return jackknife(a.value - b.value, differences);
}

/** The rows of all groups but one. */
export function withoutGroup({ values, dimension, starts }: Grouped, group: number): Float64Array {
  const [from, to] = [starts[group] as number, starts[group + 1] as number];
  const kept = new Float64Array(values.length - (to - from) * dimension);
  kept.set(values.subarray(0, from * dimension));
  kept.set(values.subarray(to * dimension), from * dimension);
  return kept;
}
