import type * as tf from '@tensorflow/tfjs-core';
import { upsample } from '../../src/smooth/index.ts';
import { type Context, imageAttention } from '../modules/attention.ts';
import { convolution } from '../modules/convolution.ts';
import type { Dropout } from '../modules/dropout.ts';
import { type Module, parametersOf } from '../modules/module.ts';
import { type ResidualBlockOptions, residualBlock } from '../modules/residualBlock.ts';
import type { BackboneOptions, Resampling } from './backboneOptions.ts';

/** What goes through a level besides the image. */
interface Beside {
  readonly embedding: tf.Tensor;
  readonly context?: Context | undefined;
  readonly dropout?: Dropout | undefined;
}

/** A part of a U-Net: an image in, an image out. */
export type Stage = Module<readonly [x: tf.Tensor, beside: Beside]>;

/** Concatenated or added: an image in, an image out, one after another. */
export function inTurn(stages: readonly Stage[]): Stage {
  return {
    parameters: parametersOf(stages),
    apply: (weights, x, beside) => stages.reduce((h, stage) => stage.apply(weights, h, beside), x),
  };
}

/** What makes the parts of a U-Net, each by its name. */
export interface Parts {
  block(name: string, sizes: Pick<ResidualBlockOptions, 'inputs' | 'outputs' | 'resample'>): Stage;
  attention(name: string, channels: number, isNormalised?: boolean): Stage;
  resample(
    name: string,
    channels: number,
    how: readonly [way: 'down' | 'up', by: Resampling | undefined],
  ): Stage;
}

/** The parts that a U-Net of some options is made of. */
export function partsOf(options: BackboneOptions): Parts {
  const { embedding, groups, epsilon, embeds, headSize, context, padding } = options;
  const block = (
    name: string,
    sizes: Pick<ResidualBlockOptions, 'inputs' | 'outputs' | 'resample'>,
  ): Stage => {
    const made = residualBlock(name, { ...sizes, embedding, groups, epsilon, embeds });
    return {
      parameters: made.parameters,
      apply: (weights, x, beside) => made.apply(weights, x, beside.embedding, beside.dropout),
    };
  };
  /** Attention to the image's own pixels, then to the sequence beside it. */
  const attention = (name: string, channels: number, isNormalised = true): Stage => {
    const heads = headSize === 0 ? 1 : channels / headSize;
    const norm = isNormalised ? groups : 0;
    const own = imageAttention(name, channels, { heads, groups: norm, epsilon });
    const other =
      context === undefined
        ? undefined
        : imageAttention(`${name}/caption`, channels, { heads, groups, epsilon, context });
    return {
      parameters: parametersOf([own, other]),
      apply: (weights, x, beside) => {
        const h = own.apply(weights, x);
        return other === undefined ? h : other.apply(weights, h, beside.context);
      },
    };
  };
  const resample = (
    name: string,
    channels: number,
    [way, by]: readonly ['down' | 'up', Resampling | undefined],
  ): Stage => {
    if (by === 'block') {
      return block(name, { inputs: channels, outputs: channels, resample: way });
    }
    const stride = way === 'down' ? 2 : 1;
    const conv = convolution(name, channels, channels, { stride, padding });
    return {
      parameters: conv.parameters,
      apply: (weights, x) => conv.apply(weights, way === 'up' ? upsample(x as tf.Tensor4D) : x),
    };
  };
  return { block, attention, resample };
}
