import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../errors/index.ts';

/** (x - mean) / sqrt(variance + epsilon), mean and variance over the given axes. */
function normalised(x: tf.Tensor, axes: number[], epsilon: number): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, axes, true));
  const variance = tf.mean(tf.square(centred), axes, true);
  return tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon)));
}

/**
 * Layer normalisation without gain and offset: each row of the last axis gets mean 0 and variance 1.
 *
 * @param x [..., channels]
 * @see Ba, Kiros & Hinton (2016), arXiv:1607.06450
 */
export function layerNorm(x: tf.Tensor, epsilon = 1e-5): tf.Tensor {
  return normalised(x, [-1], epsilon);
}

/**
 * Group normalisation without gain and offset: in every sample, each group of neighbouring channels gets mean 0 and variance 1
 * over all its positions.
 *
 * @param x [count, ...positions, channels]
 * @param groups how many; it divides the channels
 * @throws InputError if it does not
 * @see Wu & He (2018), arXiv:1803.08494
 */
export function groupNorm(x: tf.Tensor, groups: number, epsilon = 1e-5): tf.Tensor {
  const [count = 0, channels = 0] = [x.shape[0], x.shape.at(-1)];
  if (!Number.isInteger(groups) || groups < 1 || channels % groups !== 0) {
    throw new InputError(`group norm: groups must divide the ${channels} channels, got ${groups}`);
  }
  const positions = x.size / Math.max(count * channels, 1);
  const grouped = tf.reshape(x, [count, positions, groups, channels / groups]);
  return tf.reshape(normalised(grouped, [1, 3], epsilon), x.shape);
}
