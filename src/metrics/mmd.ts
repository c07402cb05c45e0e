import { InputError } from '../errors/index.ts';
import type { HostArray } from '../space/index.ts';
import { grouped, withoutGroups } from './jackknife.ts';
import { type Kernel, kernelSums } from './kernelSums.ts';
import type { Measured } from './measured.ts';
import { squaredDistance } from './squaredDistance.ts';
import { squaredMmd } from './squaredMmd.ts';

/** Samples of each set whose distances the default bandwidth is the median of. */
const looked = 200;

/** The median distance between a sample of one set and one of the other, over the first of both. */
function medianDistance(x: HostArray, y: HostArray, dimension: number): number {
  const rows = (set: HostArray): number[] =>
    Array.from({ length: Math.min(looked, set.length / dimension) }, (_, row) => row * dimension);
  const found = rows(x).flatMap((i) => rows(y).map((j) => squaredDistance(x, i, y, j, dimension)));
  return Math.sqrt(found.sort((a, b) => a - b)[found.length >> 1] as number);
}

/**
 * Squared maximum mean discrepancy with the Gaussian kernel of bandwidth s, an unbiased U-statistic: 0 on average where the laws are
 * the same, so it can be negative.
 *
 *   E k(X, X') + E k(Y, Y') - 2 E k(X, Y),   k(x, y) = exp(-|x - y|^2 / (2 s^2))
 *
 * @param x flat, rows of `dimension` values one after another; y likewise, of any number of rows
 * @param options its settings
 * @param options.bandwidth s, in the unit of the data; by default the median distance between the sets (of 200 samples each)
 * @param options.groups groups of the jackknife that gives the standard error
 * @throws InputError if a set is ragged, holds fewer than four samples or a value that is not finite
 * @see Gretton et al. (2012), JMLR 13:723, eq. 3
 */
export function mmd(
  x: HostArray,
  y: HostArray,
  options: { dimension: number; bandwidth?: number; groups?: number },
): Measured {
  const { dimension, groups = 32 } = options;
  const sets = grouped('maximum mean discrepancy', [x, y], dimension, groups);
  const bandwidth = options.bandwidth ?? medianDistance(x, y, dimension);
  if (!(bandwidth > 0 && bandwidth < Number.POSITIVE_INFINITY)) {
    const given = options.bandwidth === undefined ? 'the median distance is' : 'got';
    throw new InputError(
      `maximum mean discrepancy: the bandwidth must be above 0, ${given} ${bandwidth}`,
    );
  }
  const by = -1 / (2 * bandwidth ** 2);
  const kernel: Kernel = (a, i, b, j, D) => Math.exp(by * squaredDistance(a, i, b, j, D));
  const [X, Y] = sets;
  return withoutGroups(
    squaredMmd(sets, {
      xx: kernelSums(X, X, kernel),
      yy: kernelSums(Y, Y, kernel),
      xy: kernelSums(X, Y, kernel),
    }),
  );
}
