import * as tf from '@tensorflow/tfjs-core';

/** An operation on each element. */
export type Elementwise = (x: tf.Tensor) => tf.Tensor;

/**
 * An elementwise operation whose gradient is dy slope(x) with x, not the result, kept for it. TensorFlow.js keeps the
 * result of tanh, sigmoid, exp and others, and a kept result is a constant to the second derivative: that of swish at
 * 0.7 comes out as .443 in place of .391. Where `slope` is made of such operations too, derivatives of every order are
 * right.
 */
function smooth(value: Elementwise, slope: Elementwise): Elementwise {
  return (x) => {
    const run = tf.customGrad((at, save) => {
      const kept = at as tf.Tensor;
      (save as tf.GradSaveFunc)([kept]);
      return {
        value: value(kept),
        gradFunc: (dy, saved) => tf.mul(dy, slope((saved as tf.Tensor[])[0] as tf.Tensor)),
      };
    });
    return run(x);
  };
}

/** e^x */
export const exp: Elementwise = smooth(tf.exp, (x) => exp(x));

/** 1 / (1 + e^(-x)), its slope s (1 - s) */
export const sigmoid: Elementwise = smooth(tf.sigmoid, (x) => {
  const s = sigmoid(x);
  return tf.mul(s, tf.sub(1, s));
});

/** tanh x, its slope 1 - tanh^2 */
export const tanh: Elementwise = smooth(tf.tanh, (x) => tf.sub(1, tf.square(tanh(x))));

/** ln(1 + e^x), its slope the sigmoid */
export const softplus: Elementwise = smooth(tf.softplus, (x) => sigmoid(x));

/** x for x > 0, e^x - 1 below */
export const elu: Elementwise = smooth(tf.elu, (x) => {
  const above = tf.step(x);
  return tf.add(above, tf.mul(tf.sub(1, above), exp(tf.minimum(x, 0))));
});

/** x sigmoid(x), also called swish */
export const silu: Elementwise = (x) => tf.mul(x, sigmoid(x));

/** Softmax over the last axis. */
export const softmax: Elementwise = (x) => {
  // a constant taken from all logits of a row changes nothing, so no derivative goes through it
  const most = tf.customGrad((at) => ({
    value: tf.max(at as tf.Tensor, -1, true),
    gradFunc: () => tf.zerosLike(at as tf.Tensor),
  }));
  const powers = exp(tf.sub(x, most(x)));
  return tf.div(powers, tf.sum(powers, -1, true));
};
