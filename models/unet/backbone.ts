import * as tf from '@tensorflow/tfjs-core';
import { silu, upsample } from '../../src/smooth/index.ts';
import { requireDivisors } from '../levels.ts';
import { type Context, imageAttention } from '../modules/attention.ts';
import { convolution } from '../modules/convolution.ts';
import type { Dropout } from '../modules/dropout.ts';
import { groupNormalisation } from '../modules/groupNormalisation.ts';
import { type Module, parametersOf } from '../modules/module.ts';
import { type ResidualBlockOptions, residualBlock } from '../modules/residualBlock.ts';

/** What halves or doubles an image. */
export type Resampling = 'convolution' | 'block';

/** What a {@link backbone} looks like. */
export interface BackboneOptions {
  /** Channels that come in and go out. */
  readonly inputs: number;
  readonly outputs: number;
  /** Channels of each level; from one to the next the image is halved. */
  readonly channels: readonly number[];
  /** Residual blocks of each level on the way down; on the way up one more. */
  readonly blocks: number;
  /**
   * Whether the blocks of a level are followed by attention, on the way down, in the middle, and up from the last level. That in the
   * middle may do without its group normalisation.
   */
  readonly attention: {
    readonly down: readonly boolean[];
    readonly middle: boolean | 'without norm';
    readonly up: readonly boolean[];
  };
  /** Channels of an attention head; 0 for one head. */
  readonly headSize: number;
  readonly groups: number;
  readonly epsilon: number;
  /** Elements of the embedding of noise level and class, and how it enters. */
  readonly embedding: number;
  readonly embeds: 'add' | 'scale';
  /**
   * How images are resampled behind each level but the last, on the way down, and up from the last level: by a convolution, or
   * inside a residual block of their own.
   */
  readonly resampling: {
    readonly down: readonly Resampling[];
    readonly up: readonly Resampling[];
  };
  readonly padding: 'around' | 'after';
  /** Elements of the sequence that pixels look at after each attention, where there is one. */
  readonly context?: number | undefined;
}

/** What goes through a level besides the image. */
interface Beside {
  readonly embedding: tf.Tensor;
  readonly context?: Context | undefined;
  readonly dropout?: Dropout | undefined;
}

type Stage = Module<readonly [x: tf.Tensor, beside: Beside]>;

/** Concatenated or added: an image in, an image out, one after another. */
function inTurn(stages: readonly Stage[]): Stage {
  return {
    parameters: parametersOf(stages),
    apply: (weights, x, beside) => stages.reduce((h, stage) => stage.apply(weights, h, beside), x),
  };
}

/** The parts that a U-Net of some options is made of. */
function partsOf(options: BackboneOptions) {
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

/**
 * A U-Net on images [n, height, width, inputs]: residual blocks on levels of half the size each, and back up, where each block
 * sees what the one opposite left.
 *
 * @throws InputError if groups or the size of a head do not divide the channels of a level
 * @see Ronneberger, Fischer & Brox (2015), arXiv:1505.04597; Ho, Jain & Abbeel (2020), arXiv:2006.11239, appendix B
 */
export function backbone(options: BackboneOptions): Stage {
  const { inputs, outputs, channels, blocks, attention: at, groups, headSize } = options;
  const { resampling } = options;
  const attending = channels.filter(
    (_, level) =>
      at.down[level] === true ||
      at.up[channels.length - 1 - level] === true ||
      (level === channels.length - 1 && at.middle !== false),
  );
  requireDivisors('unet', channels, { groups, headSize: 0 });
  requireDivisors('unet', attending, { groups: 0, headSize });
  const { block, attention, resample } = partsOf(options);
  const [first = 1, last = 1] = [channels[0], channels.at(-1)];
  const enter = convolution('in', inputs, first);
  const left = [first];
  const down: Stage[] = [];
  for (const [level, count] of channels.entries()) {
    for (let i = 0; i < blocks; i++) {
      const own = [
        block(`down${level}/block${i}`, { inputs: left.at(-1) as number, outputs: count }),
      ];
      if (at.down[level] === true) own.push(attention(`down${level}/attention${i}`, count));
      down.push(inTurn(own));
      left.push(count);
    }
    if (level === channels.length - 1) continue;
    down.push(resample(`down${level}/resample`, count, ['down', resampling.down[level]]));
    left.push(count);
  }
  const same = { inputs: last, outputs: last };
  const middle = inTurn([
    block('middle/block0', same),
    ...(at.middle ? [attention('middle/attention0', last, at.middle === true)] : []),
    block('middle/block1', same),
  ]);
  const up: { readonly joins: Stage; readonly after?: Stage }[] = [];
  let now = last;
  for (const [level, count] of channels.toReversed().entries()) {
    for (let i = 0; i <= blocks; i++) {
      const own = [
        block(`up${level}/block${i}`, { inputs: now + (left.pop() as number), outputs: count }),
      ];
      if (at.up[level] === true) own.push(attention(`up${level}/attention${i}`, count));
      const isLast = i === blocks && level < channels.length - 1;
      const by = resampling.up[level];
      const after = isLast ? { after: resample(`up${level}/resample`, count, ['up', by]) } : {};
      up.push({ joins: inTurn(own), ...after });
      now = count;
    }
  }
  const norm = groupNormalisation('out/norm', first, groups, options.epsilon);
  const leave = convolution('out/conv', first, outputs, { gain: 0 });
  return {
    parameters: parametersOf([
      enter,
      ...down,
      middle,
      ...up.flatMap(({ joins, after }) => [joins, after]),
      norm,
      leave,
    ]),
    apply: (weights, x, beside) => {
      let h = enter.apply(weights, x);
      const kept = [h];
      for (const stage of down) {
        h = stage.apply(weights, h, beside);
        kept.push(h);
      }
      h = middle.apply(weights, h, beside);
      for (const { joins, after } of up) {
        h = joins.apply(weights, tf.concat([h, kept.pop() as tf.Tensor], -1), beside);
        if (after !== undefined) h = after.apply(weights, h, beside);
      }
      return leave.apply(weights, silu(norm.apply(weights, h)));
    },
  };
}
