import type * as tf from '@tensorflow/tfjs-core';
import { InputError, requireInteger, requireOneOf } from '../../src/errors/index.ts';
import { foldIn, keyOf } from '../../src/noise/index.ts';
import { requireLevels, requireSizes } from '../levels.ts';
import { drawn } from '../modules/module.ts';
import type { Network, VarianceNetwork } from '../network.ts';
import { noiseFeatures } from '../noiseFeatures.ts';
import type { TextEncoderOptions } from '../textEncoder/textEncoder.ts';
import type { Resampling } from './backboneOptions.ts';
import { type UnetArchitecture, unetOf } from './unetOf.ts';

/** What a U-Net is made of. */
export interface UnetOptions {
  /** Of one image: [height, width, channels]. */
  readonly shape: readonly number[];
  /** Channels of each level; from one to the next the image is halved. [32, 64, 64] by default. */
  readonly channels?: readonly number[];
  /** Residual blocks of a level; 1 by default. */
  readonly blocks?: number;
  /** Heights of the image at which blocks are followed by attention: [14, 7]; none by default. In the middle there always is one. */
  readonly attention?: readonly number[];
  /** Channels of an attention head; 32 by default, 0 for one head. */
  readonly headSize?: number;
  /** Groups of the normalisations; 8 by default. */
  readonly groups?: number;
  /** How the noise level enters a block: 'add'ed to its channels (DDPM), or as gain and offset of a norm ('scale', ADM). */
  readonly embeds?: 'add' | 'scale';
  /** Images are halved and doubled by a 'convolution' (DDPM), or inside a residual 'block' (BigGAN, ADM). */
  readonly resampling?: Resampling;
  /** Classes it can be conditioned on. */
  readonly classes?: number;
  /** The text encoder that is trained with it, for captions in the place of classes; {} for that with its defaults. */
  readonly caption?: TextEncoderOptions;
  /** Share of a block's activations that training drops; 0 by default. */
  readonly dropout?: number;
  /** What its layers make: 'v', out of which eps is made (see epsOfV), or 'eps' itself, as in DDPM. */
  readonly output?: 'v' | 'eps';
  /** What it says; eps by default, velocity on schedules that leave nothing of the data, as flow. */
  readonly predicts?: 'eps' | 'velocity';
  readonly learnsVariance?: boolean;
  readonly seed?: string | number;
}

/**
 * The U-Net of DDPM and of ADM, on images, for any of their sizes that can be halved often enough.
 *
 * With the defaults and 28 x 28 x 1 it has a million parameters. Weights are drawn by key: the same seed gives the same network
 * on every backend.
 *
 * @throws InputError if the shape is not that of an image, does not divide by the down-sampling, or sizes do not go together
 * @see Ho, Jain & Abbeel (2020), arXiv:2006.11239, appendix B; Dhariwal & Nichol (2021), arXiv:2105.05233, section 3
 */
export function unet(
  options: UnetOptions & { readonly learnsVariance: true },
): VarianceNetwork<tf.Tensor>;
/** The same without, or with a variance that only running it decides on. */
export function unet(options: UnetOptions): Network<tf.Tensor>;
export function unet({
  shape,
  channels = [32, 64, 64],
  blocks = 1,
  attention = [],
  headSize = 32,
  groups = 8,
  embeds = 'add',
  resampling = 'convolution',
  classes,
  caption,
  dropout = 0,
  output = 'v',
  predicts = 'eps',
  learnsVariance = false,
  seed = 0,
}: UnetOptions): Network<tf.Tensor> {
  requireSizes('unet', { shape, channels, blocks, groups, headSize, dropout });
  const [height = 0, , inputs = 0] = shape;
  const [first = 0] = channels;
  requireOneOf('unet: embeds', embeds, ['add', 'scale']);
  requireOneOf('unet: resampling', resampling, ['convolution', 'block']);
  requireOneOf('unet: output', output, ['v', 'eps']);
  requireOneOf('unet: predicts', predicts, ['eps', 'velocity']);
  if (predicts === 'velocity' && output !== 'v') {
    throw new InputError('unet: a velocity is made of v; leave output=eps out');
  }
  if (classes !== undefined) requireInteger('unet: classes', classes);
  if (classes !== undefined && caption !== undefined) {
    throw new InputError('unet: expected classes or caption, got both; leave one of them out');
  }
  const down = requireLevels('unet', attention, height, channels.length);
  const by = channels.map(() => resampling);
  const architecture: UnetArchitecture = {
    shape,
    predicts,
    output,
    learnsVariance,
    dropout,
    featureCount: first,
    features: (logSnr) => noiseFeatures(logSnr, first),
    classes,
    hasNullClass: true,
    caption,
    backbone: {
      inputs,
      outputs: learnsVariance ? 2 * inputs : inputs,
      channels,
      blocks,
      attention: { down, middle: true, up: down.toReversed() },
      headSize,
      groups,
      epsilon: 1e-5,
      embedding: 4 * first,
      embeds,
      resampling: { down: by, up: by },
      padding: 'around',
    },
  };
  const { parameters, with: withWeights } = unetOf(architecture);
  return withWeights(drawn(parameters, foldIn(keyOf(seed), 'unet')));
}
