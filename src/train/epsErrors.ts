import * as tf from '@tensorflow/tfjs-core';
import { inputScale, type Network, outputsOf, shaped } from '../../models/index.ts';
import { levelAt, linear, type Schedule } from '../problem/index.ts';
import type { NoisyBatch } from './denoisingScoreMatching.ts';

/** What a network makes of a noisy batch, each [B, D]. */
export interface EpsErrors {
  /** gain(t) (eps_theta - eps). */
  readonly error: tf.Tensor2D;
  /** Of a network that learns its variance: where it lies, -1 at the smallest and 1 at the largest. */
  readonly raw?: tf.Tensor2D;
}

/**
 * How far the noise that a network predicts is from that which was put on. The batch is noised on the host in float64, and an
 * output that is x0, v or the score is turned into one of eps.
 *
 * @param gainAt what the error at a time is multiplied with
 */
export function epsErrors(
  network: Network<tf.Tensor>,
  schedule: Schedule,
  { x0, eps, times }: NoisyBatch,
  gainAt: (t: number) => number,
): EpsErrors {
  const count = times.length;
  const size = x0.length / count;
  const x = new Float32Array(x0.length);
  const target = new Float32Array(x0.length);
  const gains = new Float32Array(count);
  for (const [row, t] of times.entries()) {
    const scale = inputScale(schedule, t);
    const level = levelAt(schedule, t);
    const [ofX, ofOutput] = linear('eps', network.predicts, level);
    const gain = gainAt(t);
    gains[row] = gain * ofOutput;
    for (let i = row * size; i < (row + 1) * size; i++) {
      const noisy = level.alpha * (x0[i] as number) + level.sigma * (eps[i] as number);
      x[i] = scale * noisy;
      target[i] = gain * ((eps[i] as number) - ofX * noisy);
    }
  }
  const flat = (values: tf.Tensor): tf.Tensor2D => shaped(values, [count, size]);
  const input = tf.tensor(x, [count, ...network.shape]);
  const { output, raw } = outputsOf(network, input, times.map(schedule.logSnr));
  const isPlain = gains.every((gain) => gain === 1);
  const own = flat(output);
  const weighted = isPlain ? own : tf.mul<tf.Tensor2D>(own, tf.tensor2d(gains, [count, 1]));
  const error = tf.sub<tf.Tensor2D>(weighted, tf.tensor2d(target, [count, size]));
  return raw === undefined ? { error } : { error, raw: flat(raw) };
}
