import * as tf from '@tensorflow/tfjs-core';

/**
 * Layer normalisation without gain and offset: each row of the last axis gets mean 0 and variance 1.
 *
 * @param x [..., channels]
 * @see Ba, Kiros & Hinton (2016), arXiv:1607.06450
 */
export function layerNorm(x: tf.Tensor, epsilon = 1e-5): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const variance = tf.mean(tf.square(centred), -1, true);
  return tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon)));
}
