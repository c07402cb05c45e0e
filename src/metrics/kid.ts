import type { HostArray } from '../space/index.ts';
import { grouped, withoutGroups } from './jackknife.ts';
import { type Kernel, kernelSums } from './kernelSums.ts';
import type { Measured } from './measured.ts';
import { squaredMmd } from './squaredMmd.ts';

/** (x . y / D + 1)^3 */
const cubic: Kernel = (x, i, y, j, D) => {
  let s0 = 0;
  let s1 = 0;
  let d = 0;
  for (; d + 1 < D; d += 2) {
    s0 += (x[i + d] as number) * (y[j + d] as number);
    s1 += (x[i + d + 1] as number) * (y[j + d + 1] as number);
  }
  if (d < D) s0 += (x[i + d] as number) * (y[j + d] as number);
  const base = (s0 + s1) / D + 1;
  return base * base * base;
};

/**
 * Kernel inception distance: the squared maximum mean discrepancy of features with the kernel (x . y / D + 1)^3, an unbiased
 * U-statistic of all samples, so that it needs no correction for small sets, and can be negative.
 *
 * The paper gives the mean over subsets of 1000; that is the same on average, with a larger error.
 *
 * @param x features, flat, rows of `dimension` values one after another; y likewise, of any number of rows
 * @param options its settings
 * @param options.groups groups of the jackknife that gives the standard error
 * @throws InputError if a set is ragged, holds fewer than four samples or a value that is not finite
 * @see Binkowski et al. (2018), arXiv:1801.01401, section 4
 */
export function kid(
  x: HostArray,
  y: HostArray,
  { dimension, groups = 32 }: { dimension: number; groups?: number },
): Measured {
  const sets = grouped('kernel inception distance', [x, y], dimension, groups);
  const [X, Y] = sets;
  return withoutGroups(
    squaredMmd(sets, {
      xx: kernelSums(X, X, cubic),
      yy: kernelSums(Y, Y, cubic),
      xy: kernelSums(X, Y, cubic),
    }),
  );
}
