import * as tf from '@tensorflow/tfjs-core';
import { exp } from './elementwise.ts';
import { type Elementwise, smooth } from './smooth.ts';

/** min(x, 0); TensorFlow.js's minimum has no second derivative, its relu has. */
const below: Elementwise = (x) => tf.neg(tf.relu(tf.neg(x)));

/** Slope 1 for x > 0, and `slope` where it is not. */
const piecewise =
  (slope: Elementwise): Elementwise =>
  (x) => {
    const above = tf.step(x);
    return tf.add(above, tf.mul(tf.sub(1, above), slope(below(x))));
  };

/** x for x > 0, e^x - 1 below */
export const elu: Elementwise = smooth(tf.elu, piecewise(exp));

/** Scale and steepness that keep mean 0 and variance 1 from layer to layer. */
const [scale, steepness] = [1.0507009873554805, 1.6732632423543772];
const seluSlope = piecewise((x) => tf.mul(exp(x), steepness));

/**
 * c x for x > 0, c a (e^x - 1) below, c = 1.0507, a = 1.6733
 * @see Klambauer, Unterthiner, Mayr & Hochreiter (2017), arXiv:1706.02515
 */
export const selu: Elementwise = smooth(tf.selu, (x) => tf.mul(seluSlope(x), scale));

/** x for x > 0, `slope` x below */
export const leakyRelu = (x: tf.Tensor, slope = 0.2): tf.Tensor =>
  tf.sub(tf.relu(x), tf.mul(tf.relu(tf.neg(x)), slope));
