import * as tf from '@tensorflow/tfjs-core';

/**
 * x W + b as one operation, [B, out] from [B, in]. TensorFlow.js would make two of it, whose gradients reshape what has its
 * shape already; on small networks that is a good part of a step.
 *
 *   dx = dy W^T,   dW = x^T dy,   db = sum of the rows of dy
 */
export function dense(x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  const run = tf.customGrad((...given) => {
    const [at, w, b, save] = given as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D, tf.GradSaveFunc];
    save([at, w]);
    return {
      value: tf.add(tf.matMul(at, w), b),
      gradFunc: (dy, saved) => {
        const [from, by] = saved as [tf.Tensor2D, tf.Tensor2D];
        const slope = dy as tf.Tensor2D;
        return [
          tf.matMul(slope, by, false, true),
          tf.matMul(from, slope, true, false),
          tf.sum(slope, 0),
        ];
      },
    };
  });
  return run(x, weight, bias) as tf.Tensor2D;
}

/**
 * x W + e V + b as one operation: a first layer that sees the sample x and an embedding e that no derivative is taken of.
 *
 * @param e [B, features], or [1, features] for all rows
 */
export function denseWith(
  x: tf.Tensor2D,
  weight: tf.Tensor2D,
  e: tf.Tensor2D,
  ofE: tf.Tensor2D,
  bias: tf.Tensor1D,
): tf.Tensor2D {
  const run = tf.customGrad((...given) => {
    const [at, w, v, b, save] = given as [
      ...[tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor1D],
      tf.GradSaveFunc,
    ];
    save([at, w, e]);
    // an embedding of one row is added to the bias, which is the cheaper sum
    const value =
      e.shape[0] === 1
        ? tf.add(tf.matMul(at, w), tf.add(tf.matMul(e, v), b))
        : tf.add(tf.add(tf.matMul(at, w), tf.matMul(e, v)), b);
    return {
      value,
      gradFunc: (dy, saved) => {
        const [from, by, embedding] = saved as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
        const slope = dy as tf.Tensor2D;
        const rows = tf.sum<tf.Tensor1D>(slope, 0);
        const seen = embedding.shape[0] === 1 ? tf.reshape<tf.Rank.R2>(rows, [1, -1]) : slope;
        return [
          tf.matMul(slope, by, false, true),
          tf.matMul(from, slope, true, false),
          tf.matMul(embedding, seen, true, false),
          rows,
        ];
      },
    };
  });
  return run(x, weight, ofE, bias) as tf.Tensor2D;
}

/** x in a shape; x itself where it has that already, since backends spend time on reshaping too. */
export function shaped<T extends tf.Tensor>(x: tf.Tensor, shape: readonly number[]): T {
  const isSame = x.rank === shape.length && x.shape.every((n, i) => n === shape[i]);
  return (isSame ? x : tf.reshape(x, [...shape])) as T;
}
