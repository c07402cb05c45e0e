import * as tf from '@tensorflow/tfjs-core';
import { operation } from '../smooth/index.ts';

const rows = operation({
  name: 'MeanSquareOfRows',
  inputs: ['x'],
  value: ({ x }) => tf.mean(tf.square(x), 1),
  gradients: (dy, { x }) => ({
    x: () => tf.mul(x, tf.mul(tf.expandDims(dy, 1), 2 / (x.shape[1] ?? 1))),
  }),
});

/**
 * The mean of the squares of each row, [B] from [B, D], as one operation: made of TensorFlow.js's own its gradient is eight.
 *
 *   d/dx = 2 x dy / D
 */
export function meanSquare(x: tf.Tensor2D): tf.Tensor1D {
  return rows({ x }) as tf.Tensor1D;
}
