import * as tf from '@tensorflow/tfjs-core';
import { latentNoise, negativeElbo, type Vae } from '../../models/index.ts';
import type { Dataset } from '../data/index.ts';
import { foldIn, type Key, type Rows } from '../noise/index.ts';
import { heldOutBatches } from './heldOutBatches.ts';
import type { Batch, Task } from './task.ts';

/** What a VAE is trained on; all that is drawn depends on the key and the batch alone. */
export interface VaeTaskOptions {
  readonly data: Dataset;
  /** What held-out rows are drawn from. */
  readonly heldOut: Dataset;
  readonly vae: Vae<tf.Tensor>;
  /** Weight of the divergence to the prior; 1 is the bound. */
  readonly beta: number;
  readonly key: Key;
  /** Rows of a batch. */
  readonly batch: number;
}

/**
 * A VAE as something to train: the mean of {@link negativeElbo} over the data, in nats per element of a sample, so that learning rates
 * and limits of the gradient serve images of any size.
 */
export function vaeTask({ data, heldOut, vae, beta, key, batch: size }: VaeTaskOptions): Task {
  const batchOf = (from: Dataset, at: Key, rows: Rows): Batch => {
    const x0 = Float32Array.from(from.draw(foldIn(at, 'data'), rows));
    return {
      rows: rows.count,
      losses: (parameters) =>
        tf.tidy(() => {
          const x = tf.tensor(x0, [rows.count, ...vae.shape]);
          const eps = latentNoise(vae, at, rows);
          return tf.div(negativeElbo(vae.with(parameters), x, eps, { beta }), from.dimension);
        }),
    };
  };
  return {
    parameters: vae.parameters,
    batch: (index) => batchOf(data, key, { first: index * size, count: size }),
    heldOut: () => {
      const from = foldIn(key, 'evaluation');
      return heldOutBatches((rows) => batchOf(heldOut, from, rows));
    },
  };
}
