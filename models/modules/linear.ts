import type * as tf from '@tensorflow/tfjs-core';
import { dense } from '../dense.ts';
import { shaped } from '../shaped.ts';
import { type Module, weightOf } from './module.ts';

/**
 * x W + b over the last axis, whatever is before it.
 *
 * @param gain of the spread 1 / sqrt(inputs) that its weights start with; 0 for zeros
 */
export function linear(
  name: string,
  inputs: number,
  outputs: number,
  { gain = 1 }: { gain?: number } = {},
): Module {
  return {
    parameters: {
      [`${name}/weight`]: { shape: [inputs, outputs], sd: gain / Math.sqrt(inputs) },
      [`${name}/bias`]: { shape: [outputs], sd: 0 },
    },
    apply: (weights, x) => {
      const [w, b] = [`${name}/weight`, `${name}/bias`];
      const rows = shaped<tf.Tensor2D>(x, [x.size / inputs, inputs]);
      const y = dense(rows, weightOf<tf.Tensor2D>(weights, w), weightOf<tf.Tensor1D>(weights, b));
      return shaped(y, [...x.shape.slice(0, -1), outputs]);
    },
  };
}
