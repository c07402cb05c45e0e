import * as tf from '@tensorflow/tfjs-core';

/**
 * Exponential moving average of parameters, whose decay warms up with the number n of updates.
 *
 *   average <- average + (1 - d) (parameters - average),   d = min(decay, (1 + n) / (10 + n))
 *
 * @param average [P]
 * @param parameters [P]
 * @param n updates so far
 * @returns the new average; the old one stays the caller's
 * @see Ho, Jain & Abbeel (2020), arXiv:2006.11239, appendix B; the warm-up is that of TensorFlow's ExponentialMovingAverage
 */
export function emaUpdate(
  average: tf.Tensor1D,
  parameters: tf.Tensor1D,
  decay: number,
  n: number,
): tf.Tensor1D {
  const d = Math.min(decay, (1 + n) / (10 + n));
  return tf.tidy(() => tf.add(average, tf.mul(tf.sub(parameters, average), 1 - d)));
}
