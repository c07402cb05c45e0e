import * as tf from '@tensorflow/tfjs-core';
import { averagePool, silu, upsample } from '../../src/smooth/index.ts';
import { convolution } from './convolution.ts';
import { type Dropout, dropped } from './dropout.ts';
import { groupNormalisation } from './groupNormalisation.ts';
import { linear } from './linear.ts';
import { type Module, parametersOf, type Weights } from './module.ts';

/** How a {@link residualBlock} is made. */
export interface ResidualBlockOptions {
  readonly inputs: number;
  readonly outputs: number;
  /** Elements of the embedding of noise level and class; left out where there is none. */
  readonly embedding?: number;
  readonly groups: number;
  readonly epsilon?: number;
  /** How the embedding enters: 'add'ed to the channels, or as gain and offset after the second norm ('scale', adaptive group norm). */
  readonly embeds?: 'add' | 'scale';
  /** Whether the image is halved or doubled inside. */
  readonly resample?: 'down' | 'up';
}

/**
 * A residual block on images:
 *
 *   h = conv1(silu(norm1(x))),   h = conv2(silu(norm2(h + e))),   y = shortcut(x) + h
 *
 * with e the layer of the embedding [n or 1, embedding], or norm2(h) (1 + gain) + offset of it, or neither where there is none;
 * between norm1 and conv1 the image is resampled where that is asked for, and on the shortcut too. At first conv2 is zero.
 *
 * @see Ho, Jain & Abbeel (2020), arXiv:2006.11239, appendix B; Dhariwal & Nichol (2021), arXiv:2105.05233, section 3
 */
export function residualBlock(
  name: string,
  { inputs, outputs, embedding, groups, epsilon, embeds = 'add', resample }: ResidualBlockOptions,
): Module<readonly [x: tf.Tensor, embedding?: tf.Tensor, dropout?: Dropout]> {
  const norm1 = groupNormalisation(`${name}/norm1`, inputs, groups, epsilon);
  const conv1 = convolution(`${name}/conv1`, inputs, outputs);
  const time =
    embedding === undefined
      ? undefined
      : linear(`${name}/time`, embedding, embeds === 'add' ? outputs : 2 * outputs);
  const norm2 = groupNormalisation(`${name}/norm2`, outputs, groups, epsilon);
  const conv2 = convolution(`${name}/conv2`, outputs, outputs, { gain: 0 });
  const shortcut =
    inputs === outputs ? undefined : convolution(`${name}/shortcut`, inputs, outputs, { size: 1 });
  const resampled = (x: tf.Tensor): tf.Tensor => {
    if (resample === undefined) return x;
    return resample === 'down' ? averagePool(x as tf.Tensor4D) : upsample(x as tf.Tensor4D);
  };
  const normed = (weights: Weights, h: tf.Tensor, of: tf.Tensor | undefined): tf.Tensor => {
    if (time === undefined || of === undefined) return norm2.apply(weights, h);
    const e = time.apply(weights, silu(of));
    if (embeds === 'add') {
      return norm2.apply(weights, tf.add(h, tf.reshape(e, [e.shape[0] as number, 1, 1, outputs])));
    }
    const [more, offset] = tf.split(e, 2, -1) as [tf.Tensor, tf.Tensor];
    return norm2.apply(weights, h, (own) => ({
      gain: tf.mul(own.gain, tf.add(more, 1)),
      offset: tf.add(tf.mul(own.offset, tf.add(more, 1)), offset),
    }));
  };
  return {
    parameters: parametersOf([norm1, conv1, time, norm2, conv2, shortcut]),
    apply: (weights, x, of, dropout) => {
      const first = resampled(silu(norm1.apply(weights, x)));
      const h = conv1.apply(weights, first);
      const kept = dropped(silu(normed(weights, h, of)), `${name}/dropout`, dropout);
      const straight = resampled(x);
      const beside = shortcut === undefined ? straight : shortcut.apply(weights, straight);
      return tf.add(beside, conv2.apply(weights, kept));
    },
  };
}
