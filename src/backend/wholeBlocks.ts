import * as tf from '@tensorflow/tfjs-core';
import { block, multipleOf, padded, rowsAreRepaired } from './nativeRows.ts';

/**
 * x [rows, size] filled up with zeros to whole blocks of rows, where rows depend on their number (see nativeRows.ts): for a
 * network of products, whose layers need not fill up each its own input then. On other backends x itself.
 */
export function filledRows(x: tf.Tensor2D): tf.Tensor2D {
  const count = multipleOf(block, x.shape[0]);
  return count === x.shape[0] || !rowsAreRepaired() ? x : padded(x, count);
}

/**
 * f of x [rows, ...], computed `size` rows at a time and filled up with zeros, where rows depend on their number: for
 * convolutions, whose sums TensorFlow splits among threads by the number of images, whatever they are filled up to. At one place of
 * one shape all is computed alike; a row keeps its place if batches are cut at multiples of `size`. On other backends f of x.
 *
 * @param f of rows [first, first + size) of x; what is beyond x's own is dropped
 */
export function inBlocks(
  x: tf.Tensor,
  size: number,
  f: (part: tf.Tensor, first: number) => tf.Tensor,
): tf.Tensor {
  if (!rowsAreRepaired()) return f(x, 0);
  const [rows = 0, ...others] = x.shape;
  const from = others.map(() => 0);
  const filled = rows % size === 0 ? x : padded(x, multipleOf(size, rows));
  const parts = Array.from({ length: Math.ceil(rows / size) }, (_, i) => {
    const first = i * size;
    return f(tf.slice(filled, [first, ...from], [size, ...others]), first);
  });
  const [only] = parts;
  const whole = parts.length === 1 && only !== undefined ? only : tf.concat(parts, 0);
  const [count = 0, ...out] = whole.shape;
  return count === rows ? whole : tf.slice(whole, [0, ...out.map(() => 0)], [rows, ...out]);
}
