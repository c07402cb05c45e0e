import * as tf from '@tensorflow/tfjs-core';

/**
 * The mean of the squares of each row, [B] from [B, D], as one operation: made of TensorFlow.js's own its gradient is eight.
 *
 *   d/dx = 2 x dy / D
 */
export function meanSquare(x: tf.Tensor2D): tf.Tensor1D {
  const run = tf.customGrad((...given) => {
    const [at, save] = given as [tf.Tensor2D, tf.GradSaveFunc];
    save([at]);
    return {
      value: tf.mean<tf.Tensor1D>(tf.square(at), 1),
      gradFunc: (dy, saved) => {
        const [from] = saved as [tf.Tensor2D];
        const [rows, size] = from.shape;
        return tf.mul(from, tf.mul(tf.reshape(dy as tf.Tensor, [rows, 1]), 2 / size));
      },
    };
  });
  return run(x) as tf.Tensor1D;
}
