import * as tf from '@tensorflow/tfjs-core';
import { exp } from './elementwise.ts';
import type { Elementwise } from './smooth.ts';

/**
 * x less the largest of its row. A constant taken from all logits of a row changes nothing of a softmax, so no derivative
 * goes through it.
 */
const lowered: Elementwise = (x) => {
  const most = tf.customGrad((at) => ({
    value: tf.max(at as tf.Tensor, -1, true),
    gradFunc: () => tf.zerosLike(at as tf.Tensor),
  }));
  return tf.sub(x, most(x));
};

/** Softmax over the last axis. */
export const softmax: Elementwise = (x) => {
  const powers = exp(lowered(x));
  return tf.div(powers, tf.sum(powers, -1, true));
};

/** Logarithm of the softmax over the last axis. */
export const logSoftmax: Elementwise = (x) => {
  const logits = lowered(x);
  return tf.sub(logits, tf.log(tf.sum(exp(logits), -1, true)));
};
