import * as tf from '@tensorflow/tfjs-core';
import { inputScale, type Network } from '../../models/index.ts';
import type { Schedule } from '../problem/index.ts';

/** A batch for denoising score matching: flat host arrays, rows one after another. */
export interface NoisyBatch {
  /** [B, D] samples of the data. */
  readonly x0: Float64Array;
  /** [B, D] standard normals. */
  readonly eps: Float32Array;
  /** [B] noise levels as times of the schedule. */
  readonly times: Float64Array;
}

/**
 * Denoising score matching in its eps form, the objective DDPM calls simple: a scalar to be minimised.
 *
 *   mean over the batch and the elements of | eps_theta(alpha x0 + sigma eps, t) - eps |^2
 *
 * which is sigma^2 | s_theta + eps / sigma |^2, the weighting lambda(t) = sigma^2 of denoising score matching. The batch is
 * noised on the host in float64.
 *
 * @see Vincent (2011), Neural Computation 23:1661; Ho, Jain & Abbeel (2020), arXiv:2006.11239, eq. 14
 */
export function denoisingScoreMatching(
  network: Network<tf.Tensor>,
  schedule: Schedule,
  { x0, eps, times }: NoisyBatch,
): tf.Scalar {
  const count = times.length;
  const size = x0.length / count;
  const x = new Float32Array(x0.length);
  for (const [row, t] of times.entries()) {
    const scale = inputScale(schedule, t);
    const [alpha, sigma] = [scale * schedule.alpha(t), scale * schedule.sigma(t)];
    for (let i = row * size; i < (row + 1) * size; i++) {
      x[i] = alpha * (x0[i] as number) + sigma * (eps[i] as number);
    }
  }
  return tf.tidy(() => {
    const shape = [count, ...network.shape];
    const output = network.apply(tf.tensor(x, shape), times.map(schedule.logSnr));
    return tf.mean<tf.Scalar>(tf.square(tf.sub(output, tf.tensor(eps, shape))));
  });
}
