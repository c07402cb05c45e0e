import type * as tf from '@tensorflow/tfjs-core';
import { type Affine, groupNorm } from '../../src/smooth/index.ts';
import { type Module, weightOf } from './module.ts';

/**
 * Group normalisation with a gain and an offset for each channel; `scaled` makes others of them, one for each sample.
 *
 * @param groups how many; it must divide the channels
 * @see Wu & He (2018), arXiv:1803.08494
 */
export function groupNormalisation(
  name: string,
  channels: number,
  groups: number,
  epsilon = 1e-5,
): Module<readonly [x: tf.Tensor, scaled?: (own: Affine) => Affine]> {
  return {
    parameters: {
      [`${name}/gain`]: { shape: [channels], sd: 0, mean: 1 },
      [`${name}/offset`]: { shape: [channels], sd: 0 },
    },
    apply: (weights, x, scaled) => {
      const own = {
        gain: weightOf(weights, `${name}/gain`),
        offset: weightOf(weights, `${name}/offset`),
      };
      return groupNorm(x, groups, epsilon, scaled === undefined ? own : scaled(own));
    },
  };
}
