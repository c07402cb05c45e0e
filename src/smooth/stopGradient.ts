import * as tf from '@tensorflow/tfjs-core';
import type { Elementwise } from './smooth.ts';

/** x as a constant: no derivative goes through it. */
export const stopGradient: Elementwise = tf.customGrad((x) => ({
  value: tf.clone(x as tf.Tensor),
  gradFunc: () => tf.zerosLike(x as tf.Tensor),
}));
