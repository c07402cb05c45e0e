import * as tf from '@tensorflow/tfjs-core';

/** An operation on each element. */
export type Elementwise = (x: tf.Tensor) => tf.Tensor;

/**
 * An elementwise operation whose gradient is dy slope(x) with x, not the result, kept for it. TensorFlow.js keeps the
 * result of tanh, sigmoid, exp and others, and a kept result is a constant to the second derivative: that of swish at
 * 0.7 comes out as .443 in place of .391. Where `slope` is made of such operations too, derivatives of every order are
 * right.
 *
 * @see tensorflow/tfjs issue 3252
 */
export function smooth(value: Elementwise, slope: Elementwise): Elementwise {
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
