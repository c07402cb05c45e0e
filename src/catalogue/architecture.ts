import type { Tensor } from '@tensorflow/tfjs-core';
import { mlp, type Network } from '../../models/index.ts';
import { requireInteger, requireOneOf } from '../errors/index.ts';
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
 * @throws InputError if width or depth is not a positive integer, or it is to predict what it cannot
 */
function mlpArchitecture({
  width = 128,
  depth = 3,
  features = 16,
  predicts = 'eps',
  learnsVariance = false,
}: {
  width?: number;
  depth?: number;
  features?: number;
  predicts?: 'eps' | 'velocity';
  learnsVariance?: boolean;
} = {}): Architecture {
  requireInteger('mlp: width', width);
  requireInteger('mlp: depth', depth);
  requireOneOf('mlp: predicts', predicts, ['eps', 'velocity']);
  return {
    name: 'mlp',
    options: { width, depth, features, predicts, learnsVariance },
    about: 'a multilayer perceptron of the sample and its noise level, for data of any dimension',
    predicts,
    source: 'Ho, Jain & Abbeel 2020, arXiv:2006.11239, appendix B, for the noise level',
    make: (shape, seed) =>
      mlp({ shape, hidden: Array(depth).fill(width), features, predicts, learnsVariance, seed }),
  };
}

/** Every kind of network, by its maker with defaults. */
export const architectures: readonly ((options?: never) => Architecture)[] = [mlpArchitecture];
