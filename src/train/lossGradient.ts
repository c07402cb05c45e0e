import * as tf from '@tensorflow/tfjs-core';
import { bound } from '../../models/index.ts';
import { foldIn } from '../noise/index.ts';
import { noisyBatch } from './batch.ts';
import { joined, type Layout, type Tensors } from './layout.ts';
import type { TrainerOptions } from './trainer.ts';

/** The mean loss of some rows and its gradient. */
export interface LossGradient {
  readonly loss: number;
  /** [P], the caller's to dispose of. */
  readonly gradient: tf.Tensor1D;
}

/** Of one batch, the `index`-th of the run. */
async function ofBatch(
  options: TrainerOptions,
  layout: Layout,
  parameters: Tensors,
  index: number,
): Promise<LossGradient> {
  const { data, schedule, times, key, batch, network, objective } = options;
  const noisy = noisyBatch(options, key, { first: index * batch, count: batch });
  const weights = times.weights?.(noisy.times);
  const given = {
    schedule,
    batch: noisy,
    key: foldIn(foldIn(key, 'loss'), index),
    exact: data.exact,
  };
  const losses = (...values: tf.Tensor[]): tf.Tensor1D => {
    const named = layout.names.map((name, i) => [name, values[i] as tf.Tensor]);
    const at = network.with(Object.fromEntries(named));
    return objective.losses({ ...given, network: bound(at, noisy.condition, given.key) });
  };
  // the gradient of the mean, weighted where times are not drawn evenly
  const shares = new Float32Array(batch).fill(1 / batch);
  if (weights !== undefined) for (const [row, w] of weights.entries()) shares[row] = w / batch;
  const dy = tf.tensor1d(shares);
  const { value, grads } = tf.valueAndGrads(losses)(Object.values(parameters), dy);
  const gradient = joined(grads);
  tf.dispose([...grads, dy]);
  const rows = await value.data<'float32'>();
  value.dispose();
  times.record?.(noisy.times, rows);
  const loss = rows.reduce((sum, l, row) => sum + l * (shares[row] as number), 0);
  return { loss, gradient };
}

/** Mean loss and gradient over the batches of one step, at some parameters. */
export async function lossGradient(
  options: TrainerOptions,
  layout: Layout,
  parameters: Tensors,
  step: number,
): Promise<LossGradient> {
  const { accumulate } = options;
  if (accumulate === 1) return ofBatch(options, layout, parameters, step);
  let loss = 0;
  let gradient = tf.zeros<tf.Rank.R1>([layout.total]);
  for (let part = 0; part < accumulate; part++) {
    const next = await ofBatch(options, layout, parameters, step * accumulate + part);
    loss += next.loss / accumulate;
    const sum = tf.tidy(() => tf.add<tf.Tensor1D>(gradient, tf.div(next.gradient, accumulate)));
    tf.dispose([gradient, next.gradient]);
    gradient = sum;
  }
  return { loss, gradient };
}
