import * as tf from '@tensorflow/tfjs-core';
import { type Elementwise, smooth } from './smooth.ts';

/** e^x */
export const exp: Elementwise = smooth(tf.exp, (x) => exp(x));

/** e^x - 1, which keeps its digits near 0; its slope e^x */
export const expm1: Elementwise = smooth(tf.expm1, (x) => exp(x));

/** 1 / (1 + e^(-x)), its slope s (1 - s) */
export const sigmoid: Elementwise = smooth(tf.sigmoid, (x) => {
  const s = sigmoid(x);
  return tf.mul(s, tf.sub(1, s));
});

/** tanh x, its slope 1 - tanh^2 */
export const tanh: Elementwise = smooth(tf.tanh, (x) => tf.sub(1, tf.square(tanh(x))));

/** ln(1 + e^x), its slope the sigmoid */
export const softplus: Elementwise = smooth(tf.softplus, (x) => sigmoid(x));

/** The error function, its slope 2 / sqrt(pi) e^(-x^2); to 1.5e-7 on most backends. */
export const erf: Elementwise = smooth(tf.erf, (x) =>
  tf.mul(exp(tf.neg(tf.square(x))), 2 / Math.sqrt(Math.PI)),
);

/**
 * x Phi(x) with the distribution function Phi of the normal law: the exact form.
 * @see Hendrycks & Gimpel (2016), arXiv:1606.08415
 */
export const gelu: Elementwise = (x) =>
  tf.mul(tf.mul(x, 0.5), tf.add(erf(tf.mul(x, Math.SQRT1_2)), 1));

/**
 * x tanh(softplus(x))
 * @see Misra (2019), arXiv:1908.08681
 */
export const mish: Elementwise = (x) => tf.mul(x, tanh(softplus(x)));
