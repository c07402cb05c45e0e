import type { HostArray } from '../space/index.ts';
import { distances } from './distances.ts';
import { grouped, type Jackknifed, jackknife } from './jackknife.ts';
import { squaredMmd } from './squaredMmd.ts';

/**
 * {@link energyDistance} to a set that many others are held against: what is of that set alone is worked out once.
 *
 * @param y flat, rows of `dimension` values one after another; it must not change
 * @param options as of {@link energyDistance}
 * @returns the distance of x from it; throws as {@link energyDistance}
 */
export function energyDistanceTo(
  y: HostArray,
  { dimension, groups = 32 }: { dimension: number; groups?: number },
): (x: HostArray) => Jackknifed {
  const known = new Map<number, Float64Array>();
  return (x) => {
    const sets = grouped('energy distance', [x, y], dimension, groups);
    const [X, Y] = sets;
    const yy = known.get(Y.starts.length) ?? distances(Y, Y);
    known.set(Y.starts.length, yy);
    const { value, leftOut } = squaredMmd(sets, { xx: distances(X, X), yy, xy: distances(X, Y) });
    return jackknife(
      -value,
      leftOut.map((without) => -without),
    );
  };
}

/**
 * Energy distance of the laws that two sets of samples come from, as an unbiased U-statistic: 0 on average where
 * the laws are the same, so it can be negative.
 *
 *   2 E|X - Y| - E|X - X'| - E|Y - Y'|
 *
 * @param x flat, rows of `dimension` values one after another; y likewise, of any number of rows
 * @param options its settings
 * @param options.groups groups of the jackknife that gives the standard error
 * @returns the squared form, in the unit of the data
 * @throws InputError if a set is ragged, holds fewer than four samples or a value that is not finite
 * @see Szekely & Rizzo (2013), J. Stat. Plan. Inference 143:1249, eq. 5
 */
export function energyDistance(
  x: HostArray,
  y: HostArray,
  { dimension, groups = 32 }: { dimension: number; groups?: number },
): Jackknifed {
  return energyDistanceTo(y, { dimension, groups })(x);
}
