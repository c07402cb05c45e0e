import { mlp } from '../../../models/index.ts';
import { requireInteger, requireOneOf } from '../../errors/index.ts';
import type { DenoiserArchitecture } from './architecture.ts';

/**
 * {@link mlp}, its hidden layers all of one width.
 * @throws InputError if width or depth is not a positive integer, or it is to predict what it cannot
 */
export function mlpArchitecture({
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
} = {}): DenoiserArchitecture {
  requireInteger('mlp: width', width);
  requireInteger('mlp: depth', depth);
  requireOneOf('mlp: predicts', predicts, ['eps', 'velocity']);
  return {
    name: 'mlp',
    options: { width, depth, features, predicts, learnsVariance },
    about: 'a multilayer perceptron of the sample and its noise level, for data of any dimension',
    predicts,
    source: 'Ho, Jain & Abbeel 2020, arXiv:2006.11239, appendix B, for the noise level',
    make: ({ shape }, seed) =>
      mlp({ shape, hidden: Array(depth).fill(width), features, predicts, learnsVariance, seed }),
  };
}
