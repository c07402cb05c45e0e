import type * as tf from '@tensorflow/tfjs-core';
import { requireInteger } from '../../src/errors/index.ts';
import { foldIn, type Key, keyOf } from '../../src/noise/index.ts';
import { requireDivisors, requireLevels, requireSizes } from '../levels.ts';
import { drawn } from '../modules/module.ts';
import { classifierOf } from './classifierOf.ts';

/** What an image shows, as a network that is trained; T is the tensor type. */
export interface Classifier<T> {
  /** Elements of one sample, [28, 28, 1]. */
  readonly shape: readonly number[];
  readonly classes: number;
  /** Whether it is told the noise level of what it sees: classifier guidance needs that. */
  readonly isNoisy: boolean;
  /** Its trainable tensors by name; it owns them. */
  readonly parameters: Readonly<Record<string, T>>;
  /** Rows at a time where a row's last bits depend on their number: see Network.block. */
  readonly block: number;
  /**
   * [B, classes], whose softmax are the probabilities p(class | x), of x [B, ...shape].
   *
   * @param logSnr noise levels, one for all rows or one per row, of x of unit variance; of a noisy one only
   * @param dropout what dropout is drawn from; in training only
   * @throws InputError if a noisy one gets no noise level, or another gets one
   */
  logits(x: T, logSnr?: number | Float64Array, dropout?: Key): T;
  /** What the logits are a linear layer of, [B, channels of the last level]. */
  features(x: T, logSnr?: number | Float64Array): T;
  /**
   * What the features are means over pixels of, for the first channels, as many as make about as many numbers: [B, height, width,
   * channels] of the last level, flat. They tell where in an image something is.
   *
   * @see Nash et al. (2021), arXiv:2103.03841, section 4.2, on spatial features for sFID
   */
  spatialFeatures(x: T, logSnr?: number | Float64Array): T;
  /** The same with other values of its parameters. */
  with(parameters: Readonly<Record<string, T>>): Classifier<T>;
  /** Releases its parameters. */
  dispose(): void;
}

/** What a classifier is made of. */
export interface ClassifierOptions {
  /** Of one image: [height, width, channels]. */
  readonly shape: readonly number[];
  readonly classes: number;
  /** Whether images are noisy and it is told how much, for guidance; false for a feature extractor of clean ones. */
  readonly noisy: boolean;
  /** Channels of each level; from one to the next the image is halved. [32, 64, 64] by default. */
  readonly channels?: readonly number[];
  /** Residual blocks of a level; 1 by default. */
  readonly blocks?: number;
  /** Heights of the image at which blocks are followed by attention; none by default. */
  readonly attention?: readonly number[];
  /** Channels of an attention head; 32 by default, 0 for one head. */
  readonly headSize?: number;
  /** Groups of the normalisations; 8 by default. */
  readonly groups?: number;
  /** Share of a block's activations that training drops; 0 by default. */
  readonly dropout?: number;
  readonly seed?: string | number;
}

/**
 * A classifier of images, the way down of a U-Net: residual blocks on levels of half the size each, the mean over pixels, a
 * layer. At first all classes are equally likely. Weights are drawn by key: the same seed gives the same network on every backend.
 *
 * @throws InputError if the shape is not that of an image, does not divide by the down-sampling, or sizes do not go together
 * @see Dhariwal & Nichol (2021), arXiv:2105.05233, section 4
 */
export function classifier({
  shape,
  classes,
  noisy,
  channels = [32, 64, 64],
  blocks = 1,
  attention = [],
  headSize = 32,
  groups = 8,
  dropout = 0,
  seed = 0,
}: ClassifierOptions): Classifier<tf.Tensor> {
  const what = 'classifier';
  requireSizes(what, { shape, channels, blocks, groups, headSize, dropout });
  requireInteger(`${what}: classes`, classes, 2);
  requireDivisors(what, channels, { groups, headSize: attention.length === 0 ? 0 : headSize });
  const { parameters, with: withWeights } = classifierOf({
    shape,
    classes,
    isNoisy: noisy,
    channels,
    blocks,
    attention: requireLevels(what, attention, shape[0] as number, channels.length),
    headSize,
    groups,
    dropout,
  });
  return withWeights(drawn(parameters, foldIn(keyOf(seed), what)));
}
