import * as tf from '@tensorflow/tfjs-core';
import { inputScale, type Network, outputsOf, shaped } from '../../models/index.ts';
import { levelAt, linear, type NoiseLevel, type Schedule } from '../problem/index.ts';
import type { NoisyBatch } from './denoisingScoreMatching.ts';

/** What an error can be one of. */
export type ErrorOf = 'eps' | 'x0' | 'v' | 'velocity';

/** What a network makes of a noisy batch, each [B, D]. */
export interface ViewErrors {
  /** gain(t) (view_theta - view). */
  readonly error: tf.Tensor2D;
  /** Of a network that learns its variance: where it lies, -1 at the smallest and 1 at the largest. */
  readonly raw?: tf.Tensor2D;
}

/** The truth of a view, as a combination of the data and of the noise that was put on them. */
function truthOf(
  view: ErrorOf,
  { alpha, sigma }: NoiseLevel,
): readonly [ofX0: number, ofEps: number] {
  if (view === 'v') return [-sigma, alpha];
  if (view === 'velocity') return [-1, 1];
  return view === 'x0' ? [1, 0] : [0, 1];
}

/**
 * How far a view of what a network predicts is from the truth. The batch is noised on the host in float64, and an output that
 * stands for something else is turned into that view.
 *
 * @param gainAt what the error at a time is multiplied with
 * @param view what it is an error of; the noise by default
 */
export function viewErrors(
  network: Network<tf.Tensor>,
  schedule: Schedule,
  { x0, eps, times }: NoisyBatch,
  gainAt: (t: number) => number,
  view: ErrorOf = 'eps',
): ViewErrors {
  const count = times.length;
  const size = x0.length / count;
  const x = new Float32Array(x0.length);
  const target = new Float32Array(x0.length);
  const gains = new Float32Array(count);
  for (const [row, t] of times.entries()) {
    const scale = inputScale(schedule, t);
    const level = levelAt(schedule, t);
    const [ofX, ofOutput] = linear(view, network.predicts, level);
    const [ofX0, ofEps] = truthOf(view, level);
    const gain = gainAt(t);
    gains[row] = gain * ofOutput;
    for (let i = row * size; i < (row + 1) * size; i++) {
      const noisy = level.alpha * (x0[i] as number) + level.sigma * (eps[i] as number);
      x[i] = scale * noisy;
      const truth = ofX0 * (x0[i] as number) + ofEps * (eps[i] as number);
      target[i] = gain * (truth - ofX * noisy);
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
