import * as tf from '@tensorflow/tfjs-core';
import { InputError, requireInteger } from '../errors/index.ts';

type Shape4 = readonly [n: number, height: number, width: number, channels: number];

/**
 * Mean over squares of factor x factor pixels. TensorFlow.js's own pooling has no second derivative, and its gradient in plain
 * JavaScript is wrong where the padding is 'same'.
 *
 * @param x images [n, height, width, channels]
 * @returns [n, height / factor, width / factor, channels]
 * @throws InputError if the factor does not divide height and width
 */
export function averagePool(x: tf.Tensor4D, factor = 2): tf.Tensor4D {
  requireInteger('average pool: factor', factor);
  const [n, height, width, channels] = x.shape as Shape4;
  if (height % factor !== 0 || width % factor !== 0) {
    throw new InputError(
      `average pool: factor must divide height and width, got ${factor} for ${height} x ${width}`,
    );
  }
  const [rows, columns] = [height / factor, width / factor];
  const high = tf.sum(tf.reshape(x, [n * rows, factor, width * channels]), 1);
  const both = tf.sum(tf.reshape(high, [n * rows * columns, factor, channels]), 1);
  return tf.reshape(tf.mul(both, 1 / factor ** 2), [n, rows, columns, channels]);
}

/**
 * Every pixel repeated in a square of factor x factor: nearest-neighbour enlargement, of which TensorFlow.js's own has no
 * second derivative.
 *
 * @param x images [n, height, width, channels]
 * @returns [n, height factor, width factor, channels]
 * @throws InputError if the factor is not a positive integer
 */
export function upsample(x: tf.Tensor4D, factor = 2): tf.Tensor4D {
  requireInteger('upsample: factor', factor);
  const [n, height, width, channels] = x.shape as Shape4;
  const wide = tf.tile(tf.reshape(x, [n * height * width, 1, channels]), [1, factor, 1]);
  const row = width * factor * channels;
  const both = tf.tile(tf.reshape(wide, [n * height, 1, row]), [1, factor, 1]);
  return tf.reshape(both, [n, height * factor, width * factor, channels]);
}
