import * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../../models/index.ts';
import { type ExactProblem, levelAt, type Schedule } from '../problem/index.ts';
import { epsFunction, type NoisySamples } from './epsFunction.ts';

/** The losses of explicit score matching of each row, [B]: see {@link explicitScoreMatching}, which is their mean. */
export function explicitLosses(
  network: Network<tf.Tensor>,
  schedule: Schedule,
  samples: NoisySamples,
  problem: ExactProblem,
): tf.Tensor1D {
  const { x, times } = samples;
  const size = problem.dimension;
  const exact = new Float32Array(x.length);
  for (const [row, t] of times.entries()) {
    const level = levelAt(schedule, t);
    const score = problem.score(x.subarray(row * size, (row + 1) * size), level);
    for (const [d, value] of score.entries()) exact[row * size + d] = -level.sigma * value;
  }
  return tf.tidy(() => {
    const { input, eps } = epsFunction(network, schedule, samples);
    const error = tf.sub(eps(input), tf.tensor2d(exact, [times.length, size]));
    return tf.mul(tf.sum<tf.Tensor1D>(tf.square(error), 1), 0.5);
  });
}

/**
 * Explicit score matching, where the score is known: a scalar that is 0 at the exact score.
 *
 *   1/2 mean over the batch of sigma^2 | s_theta(x_t, t) - s(x_t, t) |^2,   the sum over elements
 *
 * The other objectives differ from it, in expectation, by numbers that do not depend on the network.
 *
 * @see Hyvarinen (2005), JMLR 6:695, eq. 2
 */
export function explicitScoreMatching(
  network: Network<tf.Tensor>,
  schedule: Schedule,
  samples: NoisySamples,
  problem: ExactProblem,
): tf.Scalar {
  return tf.tidy(() => tf.mean<tf.Scalar>(explicitLosses(network, schedule, samples, problem)));
}
