import * as tf from '@tensorflow/tfjs-core';
import { joined, type Layout, type Tensors } from './layout.ts';
import type { Batch, Task } from './task.ts';

/** The mean loss of some rows and its gradient. */
export interface LossGradient {
  readonly loss: number;
  /** [P], the caller's to dispose of. */
  readonly gradient: tf.Tensor1D;
}

async function ofBatch(
  { rows, losses, weights, record }: Batch,
  layout: Layout,
  parameters: Tensors,
): Promise<LossGradient> {
  const at = (...values: tf.Tensor[]): tf.Tensor1D => {
    const named = layout.names.map((name, i) => [name, values[i] as tf.Tensor]);
    return losses(Object.fromEntries(named), true);
  };
  // the gradient of the mean, weighted where rows are not drawn evenly
  const shares = new Float32Array(rows).fill(1 / rows);
  if (weights !== undefined) for (const [row, w] of weights.entries()) shares[row] = w / rows;
  const dy = tf.tensor1d(shares);
  const { value, grads } = tf.valueAndGrads(at)(Object.values(parameters), dy);
  const gradient = joined(grads);
  tf.dispose([...grads, dy]);
  const seen = await value.data<'float32'>();
  value.dispose();
  record?.(seen);
  const loss = seen.reduce((sum, l, row) => sum + l * (shares[row] as number), 0);
  return { loss, gradient };
}

/**
 * Mean loss and gradient over the batches of one step, at some parameters.
 * @param accumulate how many batches a step has
 */
export async function lossGradient(
  task: Task,
  layout: Layout,
  parameters: Tensors,
  { step, accumulate }: { readonly step: number; readonly accumulate: number },
): Promise<LossGradient> {
  if (accumulate === 1) return ofBatch(task.batch(step), layout, parameters);
  let loss = 0;
  let gradient = tf.zeros<tf.Rank.R1>([layout.total]);
  for (let part = 0; part < accumulate; part++) {
    const next = await ofBatch(task.batch(step * accumulate + part), layout, parameters);
    loss += next.loss / accumulate;
    const sum = tf.tidy(() => tf.add<tf.Tensor1D>(gradient, tf.div(next.gradient, accumulate)));
    tf.dispose([gradient, next.gradient]);
    gradient = sum;
  }
  return { loss, gradient };
}
