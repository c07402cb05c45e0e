import * as tf from '@tensorflow/tfjs-core';
import { type Denoiser, denoiserOf, type Schedule } from '../src/problem/index.ts';
import { tensors } from '../src/space/index.ts';
import type { Network } from './network.ts';

/** The factor that gives noisy data of unit variance unit variance again: 1 / sqrt(alpha^2 + sigma^2). */
export function inputScale(schedule: Schedule, t: number): number {
  return 1 / Math.hypot(schedule.alpha(t), schedule.sigma(t));
}

/**
 * A network bound to a schedule. It sees x scaled to unit variance and the noise level as logSnr, so one network serves
 * variance-preserving and exploding schedules alike; it stays the caller's to dispose of.
 */
export function networkDenoiser(
  network: Network<tf.Tensor>,
  schedule: Schedule,
): Denoiser<tf.Tensor> {
  return denoiserOf({
    space: tensors(network.shape),
    schedule,
    predicts: network.predicts,
    output: (x, t) => {
      const scale = inputScale(schedule, t);
      const isUnit = Math.abs(scale - 1) < 2 ** -24;
      return network.apply(isUnit ? x : tf.mul(x, scale), schedule.logSnr(t));
    },
  });
}
