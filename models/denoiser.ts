import * as tf from '@tensorflow/tfjs-core';
import { inBlocks } from '../src/backend/wholeBlocks.ts';
import {
  type Denoiser,
  denoiserOf,
  denoiserWithVariance,
  type PredictionWithVariance,
  type Schedule,
} from '../src/problem/index.ts';
import { tensors } from '../src/space/index.ts';
import type { Network, VarianceNetwork } from './network.ts';

/** The factor that gives noisy data of unit variance unit variance again: 1 / sqrt(alpha^2 + sigma^2). */
export function inputScale(schedule: Schedule, t: number): number {
  return 1 / Math.hypot(schedule.alpha(t), schedule.sigma(t));
}

/** Whether a network says where the variance of a step lies, so that solvers which need one run on it. */
export function learnsVariance<T>(network: Network<T>): network is VarianceNetwork<T> {
  return network.learnsVariance === true;
}

/**
 * A network bound to a schedule. It sees x scaled to unit variance and the noise level as logSnr, so one network serves
 * variance-preserving and exploding schedules alike; it stays the caller's to dispose of.
 *
 * Predictions of a network that learns its variance carry it.
 */
export function networkDenoiser(
  network: VarianceNetwork<tf.Tensor>,
  schedule: Schedule,
): Denoiser<tf.Tensor, PredictionWithVariance<tf.Tensor>>;
/** Predictions of any other network have none. */
export function networkDenoiser(
  network: Network<tf.Tensor>,
  schedule: Schedule,
): Denoiser<tf.Tensor>;
export function networkDenoiser(
  network: Network<tf.Tensor>,
  schedule: Schedule,
): Denoiser<tf.Tensor> {
  const scaled = (x: tf.Tensor, t: number): tf.Tensor => {
    const scale = inputScale(schedule, t);
    return Math.abs(scale - 1) < 2 ** -24 ? x : tf.mul(x, scale);
  };
  const { block } = network;
  const outputAt = (x: tf.Tensor, t: number): tf.Tensor => {
    const logSnr = schedule.logSnr(t);
    const given = scaled(x, t);
    if (block === undefined) return network.apply(given, logSnr);
    return inBlocks(given, block, (part) => network.apply(part, logSnr));
  };
  const common = { block, space: tensors(network.shape), schedule, predicts: network.predicts };
  if (learnsVariance(network)) {
    return denoiserWithVariance({
      ...common,
      outputs: (x, t) => {
        const [output, raw] = tf.split(outputAt(x, t), 2, -1) as [tf.Tensor, tf.Tensor];
        return { output, raw };
      },
    });
  }
  return denoiserOf({ ...common, output: outputAt });
}
