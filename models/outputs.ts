import * as tf from '@tensorflow/tfjs-core';
import type { Network, VarianceNetwork } from './network.ts';

/** What a network says of a batch, each [count, ...shape]. */
export interface Outputs {
  /** What it predicts. */
  readonly output: tf.Tensor;
  /** Of a network that learns its variance: -1 at the smallest, 1 at the largest. */
  readonly raw?: tf.Tensor;
}

/** A network's output at x, taken apart along the last axis where it learns its variance. */
export function outputsOf(
  network: VarianceNetwork<tf.Tensor>,
  x: tf.Tensor,
  logSnr: number | Float64Array,
): Required<Outputs>;
/** The same of a network that may or may not. */
export function outputsOf(
  network: Network<tf.Tensor>,
  x: tf.Tensor,
  logSnr: number | Float64Array,
): Outputs;
export function outputsOf(
  network: Network<tf.Tensor>,
  x: tf.Tensor,
  logSnr: number | Float64Array,
): Outputs {
  const whole = network.apply(x, logSnr);
  if (network.learnsVariance === undefined) return { output: whole };
  const [output, raw] = tf.split(whole, 2, -1) as [tf.Tensor, tf.Tensor];
  return { output, raw };
}
