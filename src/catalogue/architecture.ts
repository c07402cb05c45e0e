import type { Tensor } from '@tensorflow/tfjs-core';
import { mlp, type Network, unet } from '../../models/index.ts';
import { InputError, requireInteger } from '../errors/index.ts';
import type { Parametrization } from '../problem/index.ts';
import type { Named } from './catalogue.ts';

/** A kind of network with its settings, of which one is made for data of a given shape. */
export interface Architecture extends Named {
  readonly options: Readonly<Record<string, number | string | boolean>>;
  readonly about: string;
  /** What the output of its networks stands for. */
  readonly predicts: Parametrization;
  readonly source: string;
  /** A network with weights drawn from a seed. */
  make(shape: readonly number[], seed: string | number): Network<Tensor>;
}

/**
 * {@link mlp}, its hidden layers all of one width.
 * @throws InputError if width or depth is not a positive integer
 */
function mlpArchitecture({
  width = 128,
  depth = 3,
  features = 16,
  learnsVariance = false,
}: {
  width?: number;
  depth?: number;
  features?: number;
  learnsVariance?: boolean;
} = {}): Architecture {
  requireInteger('mlp: width', width);
  requireInteger('mlp: depth', depth);
  return {
    name: 'mlp',
    options: { width, depth, features, learnsVariance },
    about: 'a multilayer perceptron of the sample and its noise level, for data of any dimension',
    predicts: 'eps',
    source: 'Ho, Jain & Abbeel 2020, arXiv:2006.11239, appendix B, for the noise level',
    make: (shape, seed) =>
      mlp({ shape, hidden: Array(depth).fill(width), features, learnsVariance, seed }),
  };
}

/**
 * Whole numbers out of text, 32-64-64, or none.
 * @throws InputError for other text
 */
function numbersIn(what: string, text: string): number[] {
  if (text === 'none') return [];
  if (/^\d+(-\d+)*$/.test(text)) return text.split('-').map(Number);
  throw new InputError(
    `${what} must be whole numbers such as 32-64-64, or none; got ${JSON.stringify(text)}`,
  );
}

/**
 * {@link unet}, its levels written as 32-64-64.
 * @throws InputError if a list is not one
 */
function unetArchitecture({
  channels = '32-64-64',
  blocks = 1,
  attention = 'none',
  headSize = 32,
  groups = 8,
  embeds = 'add',
  resampling = 'convolution',
  dropout = 0,
  learnsVariance = false,
}: {
  channels?: string;
  blocks?: number;
  attention?: string;
  headSize?: number;
  groups?: number;
  embeds?: 'add' | 'scale';
  resampling?: 'convolution' | 'block';
  dropout?: number;
  learnsVariance?: boolean;
} = {}): Architecture {
  const levels = numbersIn('unet: channels', channels);
  const at = numbersIn('unet: attention', attention);
  const plain = { blocks, headSize, groups, embeds, resampling, dropout, learnsVariance };
  return {
    name: 'unet',
    options: { channels, attention, ...plain },
    lists: ['channels', 'attention'],
    about: 'the U-Net of DDPM, or of ADM with embeds=scale and resampling=block, for images',
    predicts: 'eps',
    source: 'Ho, Jain & Abbeel 2020, arXiv:2006.11239; Dhariwal & Nichol 2021, arXiv:2105.05233',
    make: (shape, seed) => unet({ shape, channels: levels, attention: at, ...plain, seed }),
  };
}

/** Every kind of network, by its maker with defaults. */
export const architectures: readonly ((options?: never) => Architecture)[] = [
  mlpArchitecture,
  unetArchitecture,
];
