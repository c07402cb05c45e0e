import * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../../models/index.ts';
import { InputError, requireOneOf, requirePositive } from '../errors/index.ts';
import type { Schedule } from '../problem/index.ts';
import { stopGradient } from '../smooth/index.ts';
import { boundNats } from './boundNats.ts';
import { boundTerm } from './boundTerm.ts';
import type { NoisyBatch } from './denoisingScoreMatching.ts';
import { viewErrors } from './viewErrors.ts';

/** How the hybrid loss weighs its bound, and what ends that. */
export interface HybridOptions {
  /** Weight of the bound; 0.001 by default. */
  readonly lambda?: number;
  /** Its last term: a density by default, or the probability of one of 256 values of a pixel in [-1, 1]. */
  readonly decoder?: 'continuous' | 'discretised';
}

/**
 * Options with defaults filled in.
 * @throws InputError if lambda is not positive or the decoder is unknown
 */
export function hybridOptions({
  lambda = 0.001,
  decoder = 'continuous',
}: HybridOptions = {}): Required<HybridOptions> {
  requirePositive('hybrid loss: lambda', lambda);
  requireOneOf('hybrid loss: decoder', decoder, ['continuous', 'discretised']);
  return { lambda, decoder };
}

/**
 * The hybrid losses of each row of a batch, [B]: see {@link hybridLoss}, which is their mean.
 * @throws InputError as that does
 */
export function hybridLosses(
  network: Network<tf.Tensor>,
  schedule: Schedule,
  batch: NoisyBatch,
  options: HybridOptions = {},
): tf.Tensor1D {
  const { lambda, decoder } = hybridOptions(options);
  const N = schedule.trainingSteps;
  if (N === undefined) {
    throw new InputError(
      `hybrid loss: schedule ${schedule.name} has no training times; use ddpm, or another objective`,
    );
  }
  const terms = Array.from(batch.times, (t) => boundTerm(schedule, N, t));
  return tf.tidy(() => {
    const { error, raw } = viewErrors(network, schedule, batch, () => 1);
    if (raw === undefined) {
      throw new InputError(
        'hybrid loss: the network does not learn its variance; make it with learnsVariance, or use another objective',
      );
    }
    const share = tf.mul<tf.Tensor2D>(tf.add(raw, 1), 0.5);
    const pixels = decoder === 'discretised' ? batch.x0 : undefined;
    const bound = boundNats(terms, stopGradient(error) as tf.Tensor2D, share, pixels);
    const simple = tf.mean<tf.Tensor1D>(tf.square(error), 1);
    return tf.add<tf.Tensor1D>(simple, tf.mul(tf.mean<tf.Tensor1D>(bound, 1), lambda * N));
  });
}

/**
 * The hybrid objective of IDDPM, for a network that learns its variance: a scalar to be minimised.
 *
 *   L_simple + lambda L_vlb = mean over the batch and the elements of | eps_theta - eps |^2 + lambda N L_i
 *
 * L_i is the term of the variational bound of training time i / N in nats, so that over i uniform in 1..N the mean of N L_i is
 * the bound of one element, less L_T, which no network changes. The gradient of the bound reaches the variance alone: its
 * mean is learned from the simple loss. As published, with N = 1,000 the factor lambda N is 1; code that has the bound in
 * bits weighs it 1 / ln 2 times more.
 *
 * @throws InputError if lambda is not positive, the decoder is unknown, the schedule has no training times or the batch has others,
 *   and if the network does not learn its variance
 * @see Nichol & Dhariwal (2021), arXiv:2102.09672, eq. 15 and 16
 */
export function hybridLoss(
  network: Network<tf.Tensor>,
  schedule: Schedule,
  batch: NoisyBatch,
  options: HybridOptions = {},
): tf.Scalar {
  return tf.tidy(() => tf.mean<tf.Scalar>(hybridLosses(network, schedule, batch, options)));
}
