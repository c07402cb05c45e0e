import * as tf from '@tensorflow/tfjs-core';
import { sigmoid } from './elementwise.ts';
import { type Elementwise, smooth } from './smooth.ts';

/** The second derivative, s (1 - s) (2 + x (1 - 2 s)). */
const curvature: Elementwise = (x) => {
  const s = sigmoid(x);
  const bend = tf.add(tf.mul(x, tf.sub(1, tf.mul(s, 2))), 2);
  return tf.mul(tf.mul(s, tf.sub(1, s)), bend);
};

/** The slope s + y - y s at x, from the sigmoid s and y = x s, which the value has computed already. */
function slope(x: tf.Tensor, s: tf.Tensor, y: tf.Tensor): tf.Tensor {
  return smooth(() => tf.add(tf.mul(s, tf.sub(1, y)), y), curvature)(x);
}

/**
 * y = x s with the sigmoid s of x, also called swish: half of what a small network computes besides products, so its slope is
 * made of what the value left, in as few operations as it takes.
 *
 * @see Elfwing, Uchibe & Doya (2017), arXiv:1702.03118; Ramachandran, Zoph & Le (2017), arXiv:1710.05941
 */
export const silu: Elementwise = (x) => {
  const run = tf.customGrad((at, save) => {
    const from = at as tf.Tensor;
    const s = tf.sigmoid(from);
    const y = tf.mul(from, s);
    (save as tf.GradSaveFunc)([from, s, y]);
    return {
      value: y,
      gradFunc: (dy, saved) => tf.mul(dy, slope(...(saved as [tf.Tensor, tf.Tensor, tf.Tensor]))),
    };
  });
  return run(x);
};
