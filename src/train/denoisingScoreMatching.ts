import * as tf from '@tensorflow/tfjs-core';
import { inputScale, type Network } from '../../models/index.ts';
import { levelAt, linear, type Schedule } from '../problem/index.ts';
import { simple, type Weighting } from './weightings.ts';

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
 * The losses of denoising score matching of each row of a batch, [B]: see {@link denoisingScoreMatching}, which is their mean.
 */
export function denoisingLosses(
  network: Network<tf.Tensor>,
  schedule: Schedule,
  { x0, eps, times }: NoisyBatch,
  weighting: Weighting = simple(),
): tf.Tensor1D {
  const count = times.length;
  const size = x0.length / count;
  const x = new Float32Array(x0.length);
  const target = new Float32Array(x0.length);
  const gains = new Float32Array(count);
  for (const [row, t] of times.entries()) {
    const scale = inputScale(schedule, t);
    const level = levelAt(schedule, t);
    const [ofX, ofOutput] = linear('eps', network.predicts, level);
    const root = Math.sqrt(weighting.at(schedule, t));
    gains[row] = root * ofOutput;
    for (let i = row * size; i < (row + 1) * size; i++) {
      const noisy = level.alpha * (x0[i] as number) + level.sigma * (eps[i] as number);
      x[i] = scale * noisy;
      target[i] = root * ((eps[i] as number) - ofX * noisy);
    }
  }
  return tf.tidy(() => {
    const shape = [count, ...network.shape];
    const output = network.apply(tf.tensor(x, shape), times.map(schedule.logSnr));
    const isPlain = gains.every((gain) => gain === 1);
    const column = [count, ...network.shape.map(() => 1)];
    const weighted = isPlain ? output : tf.mul(output, tf.tensor(gains, column));
    const squares = tf.square(tf.sub(weighted, tf.tensor(target, shape)));
    return tf.mean<tf.Tensor1D>(tf.reshape(squares, [count, size]), 1);
  });
}

/**
 * Denoising score matching: a scalar to be minimised.
 *
 *   mean over the batch and the elements of w(t) | eps_theta(alpha x0 + sigma eps, t) - eps |^2
 *
 * With w = 1 it is the objective that DDPM calls simple, which is sigma^2 | s_theta + eps / sigma |^2; other weightings make it
 * an error of x0, of v, or a bound of the likelihood. A network that predicts x0, v or the score is turned into one of eps. The
 * batch is noised on the host in float64.
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
