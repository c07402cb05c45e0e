import type * as tf from '@tensorflow/tfjs-core';
import { silu } from '../../src/smooth/index.ts';
import { imagesAtOnce } from '../imagesAtOnce.ts';
import { convolution } from '../modules/convolution.ts';
import { groupNormalisation } from '../modules/groupNormalisation.ts';
import { type Module, parametersOf } from '../modules/module.ts';
import { type ResidualBlockOptions, residualBlock } from '../modules/residualBlock.ts';

/** The two networks of a VAE. */
export interface Coder {
  /** From samples to means and log variances of latents, side by side along the last axis. */
  readonly encoder: Module;
  /** From latents to samples. */
  readonly decoder: Module;
  /** Rows computed at a time on native: see {@link Vae.block}. */
  readonly block?: number;
}

/** What {@link coderOfImages} looks like. */
export interface ImageCoderOptions {
  /** Of an image: [height, width, channels]. */
  readonly shape: readonly number[];
  /** Channels of a latent. */
  readonly latents: number;
  /** Channels of each level; from one to the next the image is halved. */
  readonly channels: readonly number[];
  /** Residual blocks of each level. */
  readonly blocks: number;
  readonly groups: number;
}

/** A convolution, residual blocks, a norm and a convolution. */
function column(
  name: string,
  [inputs, outputs]: readonly [number, number],
  blocks: readonly Pick<ResidualBlockOptions, 'inputs' | 'outputs' | 'resample'>[],
  groups: number,
): Module {
  const [first = 1, last = 1] = [blocks[0]?.inputs, blocks.at(-1)?.outputs];
  const enter = convolution(`${name}/in`, inputs, first);
  const stages = blocks.map((sizes, i) => residualBlock(`${name}/block${i}`, { ...sizes, groups }));
  const norm = groupNormalisation(`${name}/norm`, last, groups);
  const leave = convolution(`${name}/out`, last, outputs);
  return {
    parameters: parametersOf([enter, ...stages, norm, leave]),
    apply: (weights, x) => {
      const h = stages.reduce<tf.Tensor>(
        (image, stage) => stage.apply(weights, image),
        enter.apply(weights, x),
      );
      return leave.apply(weights, silu(norm.apply(weights, h)));
    },
  };
}

/** Encoder and decoder of images [B, height, width, inputs]: residual blocks, halved from level to level and doubled back. */
export function coderOfImages({
  shape,
  latents,
  channels,
  blocks,
  groups,
}: ImageCoderOptions): Coder {
  const inputs = shape[2] as number;
  const levels = (order: readonly number[], resample: 'down' | 'up') =>
    order.flatMap((count, level) => [
      ...Array.from({ length: blocks }, (_, i) => ({
        inputs: i === 0 ? (order[Math.max(level - 1, 0)] as number) : count,
        outputs: count,
      })),
      ...(level === order.length - 1 ? [] : [{ inputs: count, outputs: count, resample }]),
    ]);
  return {
    encoder: column('encoder', [inputs, 2 * latents], levels(channels, 'down'), groups),
    decoder: column('decoder', [latents, inputs], levels(channels.toReversed(), 'up'), groups),
    block: imagesAtOnce(shape),
  };
}
