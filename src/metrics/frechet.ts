import { InputError } from '../errors/index.ts';
import type { HostArray } from '../space/index.ts';
import { type Gaussian, gaussianFit } from './gaussianFit.ts';
import { coupledTrace, gaussianTransport } from './gaussianTransport.ts';
import { rowProducts } from './matrices/rowProducts.ts';
import { meanAndVariance } from './meanAndVariance.ts';
import type { Measured } from './measured.ts';
import { requireSets } from './requireSets.ts';

/** Samples whose influence is computed at a time. */
const block = 256;

/** |m_a - m_b|^2 + tr(A + B) - 2 trace. */
function distance(a: Gaussian, b: Gaussian, trace: number): number {
  const D = a.mean.length;
  return a.mean.reduce((sum, value, d) => {
    const at = d * (D + 1);
    const gap = value - (b.mean[d] as number);
    return sum + gap ** 2 + (a.covariance[at] as number) + (b.covariance[at] as number);
  }, -2 * trace);
}

/**
 * Frechet distance of two Gaussians, which is the square of their Wasserstein-2 distance:
 *
 *   |m_a - m_b|^2 + tr(A + B - 2 (A^(1/2) B A^(1/2))^(1/2))
 *
 * @param a mean [D] and covariance [D, D]; b likewise
 * @throws InputError if they are of different width
 * @see Dowson & Landau (1982), J. Multivariate Anal. 12:450
 */
export function frechetOfGaussians(a: Gaussian, b: Gaussian): number {
  if (a.mean.length !== b.mean.length) {
    throw new InputError(
      `Frechet distance: features of one width are expected, got ${a.mean.length} and ${b.mean.length}`,
    );
  }
  return distance(a, b, coupledTrace(a.covariance, b.covariance, a.mean.length));
}

/**
 * Standard error of what the distance owes to one set: that of the mean over its samples of their first-order influence,
 *
 *   c^T (I - T) c + 2 (m - m_other)^T c
 *
 * of a sample c from the mean, with the map T that transports the set's Gaussian onto the other.
 */
function influence(x: HostArray, own: Gaussian, other: Gaussian, map: Float64Array): number {
  const D = own.mean.length;
  const n = x.length / D;
  // c^T T c by the lower half of T, doubled off the diagonal
  const half = map.map((value, at) => {
    const [row, column] = [Math.floor(at / D), at % D];
    return column > row ? 0 : column === row ? value : 2 * value;
  });
  const values = new Float64Array(n);
  for (let first = 0; first < n; first += block) {
    const centred = Float64Array.from(x.subarray(first * D, Math.min(first + block, n) * D));
    for (let at = 0; at < centred.length; at++) {
      centred[at] = (centred[at] as number) - (own.mean[at % D] as number);
    }
    const moved = rowProducts(centred, half, D, { b: 'lower' });
    for (let at = 0; at < centred.length; at++) {
      const c = centred[at] as number;
      const d = at % D;
      const row = first + Math.floor(at / D);
      const gap = 2 * ((own.mean[d] as number) - (other.mean[d] as number));
      values[row] = (values[row] as number) + c * (c - (moved[at] as number) + gap);
    }
  }
  return meanAndVariance(values).mean.error;
}

/**
 * Frechet distance of two sets of features, which is FID where they are Inception's and sFID where they are spatial: that of the
 * Gaussians with their means and covariances.
 *
 * It is too large for few samples, by an amount that falls as 1 / n: compare sets of equal size only, or see
 * {@link frechetAtInfinity}.
 *
 * @param x flat, rows of `dimension` values one after another; y likewise, of any number of rows
 * @param options its settings
 * @param options.dimension features of a sample; each set needs more samples than that
 * @returns in the squared unit of the features. The standard error is that of the first-order influence of each sample: right where
 *   the laws differ, while between equal laws what is left is of second order, and the value all bias
 * @throws InputError if a set is ragged, holds a value that is not finite, or too few samples for a covariance of full rank
 * @see Heusel et al. (2017), arXiv:1706.08500, eq. 6; Rippl, Munk & Sturm (2016), J. Multivariate Anal. 151:90, for the error
 */
export function frechet(
  x: HostArray,
  y: HostArray,
  { dimension }: { dimension: number },
): Measured {
  requireSets('Frechet distance', [x, y], dimension, dimension + 1);
  const [a, b] = [gaussianFit(x, dimension), gaussianFit(y, dimension)];
  const { trace, fromA, fromB } = gaussianTransport(a.covariance, b.covariance, dimension);
  return {
    value: distance(a, b, trace),
    error: Math.hypot(influence(x, a, b, fromA), influence(y, b, a, fromB)),
  };
}
