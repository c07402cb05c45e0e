import type { HostArray } from '../space/index.ts';

/** Mean [D] and covariance [D, D], flat. */
export interface Gaussian {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

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
  const centred = new Float64Array(D);
  for (let i = 0; i < x.length; i += D) {
    for (let d = 0; d < D; d++) centred[d] = (x[i + d] as number) - (mean[d] as number);
    for (let d = 0; d < D; d++) {
      const [at, c] = [d * D, centred[d] as number];
      for (let e = d; e < D; e++) {
        covariance[at + e] = (covariance[at + e] as number) + c * (centred[e] as number);
      }
    }
  }
  for (let d = 0; d < D; d++) {
    for (let e = d; e < D; e++) {
      const value = (covariance[d * D + e] as number) / (n - 1);
      covariance[d * D + e] = value;
      covariance[e * D + d] = value;
    }
  }
  return { mean, covariance };
}
