import * as tf from '@tensorflow/tfjs-core';

/** x in a shape; x itself where it has that already, since backends spend time on reshaping too. */
export function shaped<T extends tf.Tensor>(x: tf.Tensor, shape: readonly number[]): T {
  const isSame = x.rank === shape.length && x.shape.every((n, i) => n === shape[i]);
  return (isSame ? x : tf.reshape(x, [...shape])) as T;
}
