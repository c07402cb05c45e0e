import * as tf from '@tensorflow/tfjs-core';

/**
 * alpha (sign 1) or sigma (sign -1) of data scaled so that alpha^2 + sigma^2 = 1, from logSnr: 1 / sqrt(1 + e^(-2 sign
 * logSnr)); a number, or one value per row, shaped to go with x.
 */
function levels(logSnr: number | Float64Array, sign: 1 | -1, rank: number): tf.Tensor | number {
  const of = (lambda: number): number => 1 / Math.sqrt(1 + Math.exp(-2 * sign * lambda));
  if (typeof logSnr === 'number') return of(logSnr);
  const shape = [logSnr.length, ...Array<number>(rank - 1).fill(1)];
  return tf.tensor(Float32Array.from(logSnr, of), shape);
}

/**
 * velocity = eps - x0 from what layers make of x of unit variance, v = alpha eps - sigma x0 : at pure noise it is x + v, v being -x0.
 *
 *   velocity = (sigma - alpha) x + (alpha + sigma) v
 *
 * @param logSnr one noise level for all rows, or one per row
 * @see Lipman et al. (2023), arXiv:2210.02747; Salimans & Ho (2022), arXiv:2202.00512
 */
export function velocityOfV(x: tf.Tensor, v: tf.Tensor, logSnr: number | Float64Array): tf.Tensor {
  const [alpha, sigma] = [levels(logSnr, 1, x.rank), levels(logSnr, -1, x.rank)];
  return tf.add(tf.mul(x, tf.sub(sigma, alpha)), tf.mul(v, tf.add(alpha, sigma)));
}

/**
 * eps from what layers make of x of unit variance, v = alpha eps - sigma x0 : at pure noise eps is x itself, so that x0 = (x -
 * sigma eps) / alpha does not blow an error of the layers up by 1 / alpha.
 *
 *   eps = sigma x + alpha v
 *
 * @param logSnr one noise level for all rows, or one per row
 * @see Salimans & Ho (2022), arXiv:2202.00512; Karras et al. (2022), arXiv:2206.00364, table 1, with data of unit variance
 */
export function epsOfV(x: tf.Tensor, v: tf.Tensor, logSnr: number | Float64Array): tf.Tensor {
  const [alpha, sigma] = [levels(logSnr, 1, x.rank), levels(logSnr, -1, x.rank)];
  return tf.add(tf.mul(x, sigma), tf.mul(v, alpha));
}
