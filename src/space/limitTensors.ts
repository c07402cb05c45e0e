import * as tf from '@tensorflow/tfjs-core';
import type { Threshold } from './space.ts';

/** `Space.clipPullback` on tensors. */
export function clipPullback(x: tf.Tensor, range: number, v: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.where(tf.lessEqual(tf.abs(x), range), v, tf.zerosLike(v)));
}

/** `Space.threshold` on tensors of rows of `size` values; only the largest of each row are put in order. */
export function threshold(
  x: tf.Tensor,
  { percentile, range, max }: Threshold,
  size: number,
): tf.Tensor {
  return tf.tidy(() => {
    const rows = tf.reshape<tf.Rank.R2>(x, [-1, size]);
    const at = percentile * (size - 1);
    const below = Math.floor(at);
    const { values } = tf.topk(tf.abs<tf.Tensor2D>(rows), size - below);
    const fromEnd = (i: number): tf.Tensor2D =>
      tf.slice2d(values, [0, Math.max(size - below - 1 - i, 0)], [-1, 1]);
    const [low, high] = [fromEnd(0), fromEnd(1)];
    const quantile = tf.add(low, tf.mul(tf.sub(high, low), at - below));
    const limit = tf.minimum(tf.maximum(quantile, range), max);
    const clipped = tf.minimum(tf.maximum(rows, tf.neg(limit)), limit);
    return tf.reshape(tf.mul(clipped, tf.div(range, limit)), x.shape);
  });
}
