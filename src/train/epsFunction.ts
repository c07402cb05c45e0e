import * as tf from '@tensorflow/tfjs-core';
import { inputScale, type Network, outputsOf } from '../../models/index.ts';
import { levelAt, linear, type Schedule } from '../problem/index.ts';

/** Noisy samples x_t at their own times: flat host arrays, rows one after another. */
export interface NoisySamples {
  /** [B, D] */
  readonly x: Float64Array;
  /** [B] */
  readonly times: Float64Array;
}

/** A network's eps as a function of its input, and what its derivatives have to be multiplied with. */
export interface EpsFunction {
  /** [B, D] noisy samples scaled to unit variance, as the network sees them. */
  readonly input: tf.Tensor2D;
  /** eps [B, D] at inputs of that shape. */
  eps(input: tf.Tensor): tf.Tensor2D;
  /** [B, 1] sigma times d input / dx: sigma d eps / dx is this times d eps / d input. */
  readonly gain: tf.Tensor2D;
}

/**
 * The predicted noise as a differentiable function of noisy samples, for objectives that need its derivatives: with s = -eps /
 * sigma, sigma^2 ds/dx = -sigma d eps / dx.
 */
export function epsFunction(
  network: Network<tf.Tensor>,
  schedule: Schedule,
  { x, times }: NoisySamples,
): EpsFunction {
  const count = times.length;
  const size = x.length / count;
  const scales = times.map((t) => inputScale(schedule, t));
  const column = (values: Float64Array): tf.Tensor2D =>
    tf.tensor2d(Float32Array.from(values), [count, 1]);
  const views = Array.from(times, (t) => linear('eps', network.predicts, levelAt(schedule, t)));
  const ofInput = column(scales.map((scale, row) => (views[row]?.[0] ?? 0) / scale));
  const ofOutput = column(scales.map((_, row) => views[row]?.[1] ?? 0));
  const logSnr = times.map(schedule.logSnr);
  const isEps = network.predicts === 'eps';
  return {
    input: tf.tensor2d(
      Float32Array.from(x, (value, i) => value * (scales[Math.floor(i / size)] as number)),
      [count, size],
    ),
    eps: (input) => {
      const shaped = tf.reshape(input, [count, ...network.shape]);
      const { output } = outputsOf(network, shaped, logSnr);
      const flat = tf.reshape<tf.Rank.R2>(output, [count, size]);
      if (isEps) return flat;
      return tf.add<tf.Tensor2D>(tf.mul(input, ofInput), tf.mul(flat, ofOutput));
    },
    gain: column(times.map((t, row) => schedule.sigma(t) * (scales[row] as number))),
  };
}
