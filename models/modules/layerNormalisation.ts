import * as tf from '@tensorflow/tfjs-core';
import { layerNorm } from '../../src/smooth/index.ts';
import { type Module, weightOf } from './module.ts';

/**
 * Layer normalisation over the last axis, with a gain and an offset for each channel.
 * @see Ba, Kiros & Hinton (2016), arXiv:1607.06450
 */
export function layerNormalisation(name: string, channels: number): Module {
  return {
    parameters: {
      [`${name}/gain`]: { shape: [channels], sd: 0, mean: 1 },
      [`${name}/offset`]: { shape: [channels], sd: 0 },
    },
    apply: (weights, x) =>
      tf.add(
        tf.mul(layerNorm(x), weightOf(weights, `${name}/gain`)),
        weightOf(weights, `${name}/offset`),
      ),
  };
}
