import * as tf from '@tensorflow/tfjs-core';
import type { Condition, Network } from '../../models/index.ts';
import type { Schedule } from '../problem/index.ts';
import { meanSquare } from './meanSquare.ts';
import { viewErrors } from './viewErrors.ts';
import { simple, type Weighting } from './weightings.ts';

/** A batch for denoising score matching: flat host arrays, rows one after another. */
export interface NoisyBatch {
  /** [B, D] samples of the data. */
  readonly x0: Float64Array;
  /** [B, D] standard normals. */
  readonly eps: Float32Array;
  /** [B] noise levels as times of the schedule. */
  readonly times: Float64Array;
  /** [B] what each is of, for a network that is conditioned. */
  readonly condition?: Condition | undefined;
}

/**
 * The losses of denoising score matching of each row of a batch, [B]: see {@link denoisingScoreMatching}, which is their mean.
 */
export function denoisingLosses(
  network: Network<tf.Tensor>,
  schedule: Schedule,
  batch: NoisyBatch,
  weighting: Weighting = simple(),
): tf.Tensor1D {
  return tf.tidy(() => {
    const gainAt = (t: number): number => Math.sqrt(weighting.at(schedule, t));
    const { error } = viewErrors(network, schedule, batch, gainAt, weighting.on);
    return meanSquare(error);
  });
}

/**
 * Denoising score matching: a scalar to be minimised.
 *
 *   mean over the batch and the elements of w(t) | eps_theta(alpha x0 + sigma eps, t) - eps |^2
 *
 * With w = 1 it is the objective that DDPM calls simple, which is sigma^2 | s_theta + eps / sigma |^2; other weightings make it
 * an error of x0, of v, of the velocity, or a bound of the likelihood. Whatever a network predicts is turned into what the error is one
 * of; of one that learns its variance as well, nothing is learned of that. The batch is noised on the host in float64.
 *
 * @see Vincent (2011), Neural Computation 23:1661; Ho, Jain & Abbeel (2020), arXiv:2006.11239, eq. 14
 */
export function denoisingScoreMatching(
  network: Network<tf.Tensor>,
  schedule: Schedule,
  batch: NoisyBatch,
  weighting: Weighting = simple(),
): tf.Scalar {
  return tf.tidy(() => tf.mean<tf.Scalar>(denoisingLosses(network, schedule, batch, weighting)));
}
