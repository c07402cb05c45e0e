import type { HostArray } from '../space/index.ts';
import { addRowProducts } from './matrices/rowProducts.ts';

/** Mean [D] and covariance [D, D], flat. */
export interface Gaussian {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/** Samples whose products are added at a time. */
const block = 256;

/**
 * Mean and covariance of samples; the covariance is divided by their number less 1.
 *
 * @param x flat, rows of `dimension` values one after another, at least two
 */
export function gaussianFit(x: HostArray, dimension: number): Gaussian {
  const D = dimension;
  const n = x.length / D;
  const mean = new Float64Array(D);
  for (let i = 0; i < x.length; i += D) {
    for (let d = 0; d < D; d++) mean[d] = (mean[d] as number) + (x[i + d] as number) / n;
  }
  const covariance = new Float64Array(D * D);
  for (let first = 0; first < n; first += block) {
    const rows = Math.min(block, n - first);
    /** [D, rows] */
    const centred = new Float64Array(D * rows);
    for (let r = 0; r < rows; r++) {
      const at = (first + r) * D;
      for (let d = 0; d < D; d++) {
        centred[d * rows + r] = (x[at + d] as number) - (mean[d] as number);
      }
    }
    addRowProducts(covariance, centred, centred, rows, { isLower: true });
  }
  for (let d = 0; d < D; d++) {
    for (let e = 0; e <= d; e++) {
      const value = (covariance[d * D + e] as number) / (n - 1);
      covariance[d * D + e] = value;
      covariance[e * D + d] = value;
    }
  }
  return { mean, covariance };
}
