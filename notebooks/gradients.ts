import * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../models/index.ts';
import {
  type ExactProblem,
  fillNormal,
  foldIn,
  keyOf,
  type Objective,
  type Schedule,
} from '../src/index.ts';

/** Where gradients of an objective are taken. */
export interface GradientOptions {
  readonly network: Network<tf.Tensor>;
  /** The law of the data. */
  readonly exact: ExactProblem;
  readonly schedule: Schedule;
  /** The noise level of all rows, as a time. */
  readonly t: number;
  /** Rows of a batch, and batches. */
  readonly rows: number;
  readonly batches: number;
}

/** The gradient of the mean loss of the batch of a number, the same batch for every objective. */
export function gradientOf(
  objective: Objective,
  { network, exact, schedule, t, rows }: GradientOptions,
  batch: number,
): tf.Tensor1D {
  const names = Object.keys(network.parameters);
  const key = foldIn(keyOf('gradients'), batch);
  const eps = new Float32Array(rows * exact.dimension);
  fillNormal(eps, exact.dimension, foldIn(key, 'eps'), 0);
  const x0 = exact.draw(foldIn(key, 'x0'), { first: 0, count: rows });
  const noisy = { x0, eps, times: new Float64Array(rows).fill(t) };
  const loss = (...values: tf.Tensor[]): tf.Tensor => {
    const named = names.flatMap((name, i) => {
      const value = values[i];
      return value === undefined ? [] : [[name, value] as const];
    });
    const at = network.with(Object.fromEntries(named));
    const of = { network: at, schedule, batch: noisy, exact, key: foldIn(key, 'directions') };
    return tf.mean(objective.losses(of));
  };
  return tf.tidy(() => {
    const grads = tf.grads(loss)(Object.values(network.parameters));
    return tf.concat1d(grads.map((grad) => tf.reshape<tf.Rank.R1>(grad, [-1])));
  });
}

/** Gradients of independent batches. */
export async function gradients(
  objective: Objective,
  options: GradientOptions,
): Promise<readonly Float32Array[]> {
  const found: Float32Array[] = [];
  for (let k = 0; k < options.batches; k++) {
    const gradient = gradientOf(objective, options, k);
    found.push(await gradient.data<'float32'>());
    gradient.dispose();
  }
  return found;
}

/** Mean of gradients and their variance, summed over parameters, for one row, with its standard error. */
export function noiseOf(
  found: readonly Float32Array[],
  rows: number,
): { readonly mean: Float64Array; readonly variance: number; readonly error: number } {
  const [n, size] = [found.length, found[0]?.length ?? 0];
  const mean = Float64Array.from(
    { length: size },
    (_, i) => found.reduce((sum, gradient) => sum + (gradient[i] ?? 0), 0) / n,
  );
  const squares = found.map((gradient) => {
    const off = gradient.reduce((sum, value, i) => sum + (value - (mean[i] ?? 0)) ** 2, 0);
    return (off * rows * n) / (n - 1);
  });
  const variance = squares.reduce((a, b) => a + b, 0) / n;
  const spread = squares.reduce((sum, value) => sum + (value - variance) ** 2, 0) / (n - 1);
  return { mean, variance, error: Math.sqrt(spread / n) };
}
