import { mlp } from '../../../models/index.ts';
import { requireInteger } from '../../errors/index.ts';
import type { Architecture } from './architecture.ts';

/**
 * {@link mlp}, its hidden layers all of one width.
 * @throws InputError if width or depth is not a positive integer
 */
export function mlpArchitecture({
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
    make: ({ shape }, seed) =>
      mlp({ shape, hidden: Array(depth).fill(width), features, learnsVariance, seed }),
  };
}
