import * as tf from '@tensorflow/tfjs-core';
import { inBlocks } from '../src/backend/wholeBlocks.ts';
import { InputError } from '../src/errors/index.ts';
import {
  type Denoiser,
  denoiserOf,
  denoiserWithVariance,
  type PredictionWithVariance,
  type Schedule,
} from '../src/problem/index.ts';
import { tensors } from '../src/space/index.ts';
import { requireConditionEach } from './batches.ts';
import type { Condition, Network, VarianceNetwork } from './network.ts';

/** The factor that gives noisy data of unit variance unit variance again: 1 / sqrt(alpha^2 + sigma^2). */
export function inputScale(schedule: Schedule, t: number): number {
  return 1 / Math.hypot(schedule.alpha(t), schedule.sigma(t));
}

/** Whether a network says where the variance of a step lies, so that solvers which need one run on it. */
export function learnsVariance<T>(network: Network<T>): network is VarianceNetwork<T> {
  return network.learnsVariance === true;
}

/** What a network is bound to besides a schedule. */
export interface NetworkDenoiserOptions {
  /** What samples are to be of, one for all rows or one for each; nothing in particular by default. */
  readonly condition?: Condition | undefined;
}

/** A condition for rows [first, first + count), which may reach beyond the last of them; one for all stays as it is. */
function conditionOf(condition: Condition, first: number, count: number): Condition {
  if (condition.length === 1) return condition;
  return Array.from({ length: count }, (_, row) => condition[first + row] ?? null);
}

/**
 * The output of a network at x of a schedule's own scale and time t, whole blocks at a time where it has them.
 * @throws InputError for a condition that the network does not know, or of another number of rows
 */
function outputAt(
  network: Network<tf.Tensor>,
  schedule: Schedule,
  { condition }: NetworkDenoiserOptions,
): (x: tf.Tensor, t: number) => tf.Tensor {
  if (condition !== undefined && network.condition === undefined) {
    throw new InputError(
      `a condition was given, ${JSON.stringify(condition[0])}, but the network has none: it was trained without classes or captions`,
    );
  }
  const scaled = (x: tf.Tensor, t: number): tf.Tensor => {
    const scale = inputScale(schedule, t);
    return Math.abs(scale - 1) < 2 ** -24 ? x : tf.mul(x, scale);
  };
  const { block } = network;
  return (x, t) => {
    const logSnr = schedule.logSnr(t);
    const rows = x.shape[0] as number;
    if (condition !== undefined) requireConditionEach('network', condition, rows);
    const part = (of: tf.Tensor, first: number): tf.Tensor =>
      network.apply(of, logSnr, condition && conditionOf(condition, first, of.shape[0] as number));
    const given = scaled(x, t);
    return block === undefined ? part(given, 0) : inBlocks(given, block, part);
  };
}

/**
 * A network bound to a schedule. It sees x scaled to unit variance and the noise level as logSnr, so one network serves
 * variance-preserving and exploding schedules alike; it stays the caller's to dispose of.
 *
 * Predictions of a network that learns its variance carry it.
 *
 * @throws InputError for a condition, where the network has none
 */
export function networkDenoiser(
  network: VarianceNetwork<tf.Tensor>,
  schedule: Schedule,
  options?: NetworkDenoiserOptions,
): Denoiser<tf.Tensor, PredictionWithVariance<tf.Tensor>>;
/** Predictions of any other network have none. */
export function networkDenoiser(
  network: Network<tf.Tensor>,
  schedule: Schedule,
  options?: NetworkDenoiserOptions,
): Denoiser<tf.Tensor>;
export function networkDenoiser(
  network: Network<tf.Tensor>,
  schedule: Schedule,
  options: NetworkDenoiserOptions = {},
): Denoiser<tf.Tensor> {
  const output = outputAt(network, schedule, options);
  const { block, shape, predicts } = network;
  const common = { space: tensors(shape), schedule, predicts, block };
  if (!learnsVariance(network)) return denoiserOf({ ...common, output });
  return denoiserWithVariance({
    ...common,
    outputs: (x, t) => {
      const [predicted, raw] = tf.split(output(x, t), 2, -1) as [tf.Tensor, tf.Tensor];
      return { output: predicted, raw };
    },
  });
}
