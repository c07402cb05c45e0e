import { fillNormal, fillUniform, foldIn, type Key, type Rows } from '../../noise/index.ts';
import type { HostArray } from '../../space/index.ts';
import { clean, type NoiseLevel } from '../schedule.ts';

/** K Gaussian components in D dimensions, each of one standard deviation in every direction. */
export interface Components {
  readonly dimension: number;
  /** [K, D], flat. */
  readonly means: Float64Array;
  /** [K] */
  readonly sds: Float64Array;
  /** [K], above 0, their sum 1. */
  readonly weights: Float64Array;
}

/** Variance of a component at a noise level: alpha^2 sd^2 + sigma^2. */
export function varianceAt(sd: number, { alpha, sigma }: NoiseLevel): number {
  return (alpha * sd) ** 2 + sigma ** 2;
}

/** Row r of a draw: a component by its weight, and normals around its mean. */
export function drawFrom(
  { dimension, means, sds, weights }: Components,
  key: Key,
  rows: Rows,
): Float64Array {
  const x = new Float64Array(rows.count * dimension);
  fillNormal(x, dimension, foldIn(key, 'element'), rows.first);
  const shares = new Float64Array(rows.count);
  fillUniform(shares, 1, foldIn(key, 'component'), rows.first);
  for (let r = 0; r < rows.count; r++) {
    let left = shares[r] as number;
    let k = 0;
    while (k < weights.length - 1 && left >= (weights[k] as number)) left -= weights[k++] as number;
    for (let d = 0; d < dimension; d++) {
      const at = r * dimension + d;
      x[at] = (means[k * dimension + d] as number) + (sds[k] as number) * (x[at] as number);
    }
  }
  return x;
}

/**
 * For each row of x: ln(w_k N(x; alpha m_k, v_k)) of every component, handed to `visit`, with their log-sum-exp.
 * Squares are of differences, so that density and score keep their digits far from the means.
 */
export function eachRow(
  { dimension, means, sds, weights }: Components,
  x: HostArray,
  level: NoiseLevel,
  visit: (row: number, joint: Float64Array, logDensity: number) => void,
): void {
  const count = sds.length;
  const joint = new Float64Array(count);
  const variances = sds.map((sd) => varianceAt(sd, level));
  const constants = variances.map(
    (v, k) => Math.log(weights[k] as number) - (dimension / 2) * Math.log(2 * Math.PI * v),
  );
  for (let row = 0; row < x.length / dimension; row++) {
    let most = -Infinity;
    for (let k = 0; k < count; k++) {
      let square = 0;
      for (let d = 0; d < dimension; d++) {
        const mean = level.alpha * (means[k * dimension + d] as number);
        square += ((x[row * dimension + d] as number) - mean) ** 2;
      }
      joint[k] = (constants[k] as number) - square / (2 * (variances[k] as number));
      most = Math.max(most, joint[k] as number);
    }
    const total = joint.reduce((sum, value) => sum + Math.exp(value - most), 0);
    visit(row, joint, most + Math.log(total));
  }
}

/** ln p(x) of each row at a noise level, in nats. */
export function logDensityOf(
  components: Components,
  x: HostArray,
  level: NoiseLevel = clean,
): Float64Array {
  const out = new Float64Array(x.length / components.dimension);
  eachRow(components, x, level, (row, _, logDensity) => {
    out[row] = logDensity;
  });
  return out;
}

/** d ln p(x) / dx = sum_k p(k | x) (alpha m_k - x) / v_k at a noise level. */
export function scoreOf(
  components: Components,
  x: HostArray,
  level: NoiseLevel = clean,
): Float64Array {
  const { dimension, means, sds } = components;
  const out = new Float64Array(x.length);
  eachRow(components, x, level, (row, joint, logDensity) => {
    for (const [k, value] of joint.entries()) {
      const pull = Math.exp(value - logDensity) / varianceAt(sds[k] as number, level);
      for (let d = 0; d < dimension; d++) {
        const at = row * dimension + d;
        const mean = level.alpha * (means[k * dimension + d] as number);
        (out[at] as number) += pull * (mean - (x[at] as number));
      }
    }
  });
  return out;
}

/** Mean [D] and covariance [D, D]: alpha^2 (sum_k w_k (m_k m_k^T + sd_k^2 I) - m m^T) + sigma^2 I. */
export function momentsOf(
  { dimension: D, means, sds, weights }: Components,
  { alpha, sigma }: NoiseLevel = clean,
): { readonly mean: Float64Array; readonly covariance: Float64Array } {
  const mean = new Float64Array(D);
  const covariance = new Float64Array(D * D);
  for (const [k, weight] of weights.entries()) {
    for (let d = 0; d < D; d++)
      (mean[d] as number) += alpha * weight * (means[k * D + d] as number);
  }
  for (const [k, weight] of weights.entries()) {
    for (let i = 0; i < D; i++) {
      const from = alpha * (means[k * D + i] as number) - (mean[i] as number);
      for (let j = 0; j < D; j++) {
        const to = alpha * (means[k * D + j] as number) - (mean[j] as number);
        (covariance[i * D + j] as number) += weight * from * to;
      }
      (covariance[i * D + i] as number) += weight * varianceAt(sds[k] as number, { alpha, sigma });
    }
  }
  return { mean, covariance };
}
