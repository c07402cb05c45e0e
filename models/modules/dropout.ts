import * as tf from '@tensorflow/tfjs-core';
import { fillUniform, foldIn, type Key } from '../../src/noise/index.ts';

/** What dropout is drawn from, in training only. */
export interface Dropout {
  /** The share of elements that is dropped, in [0, 1). */
  readonly rate: number;
  readonly key: Key;
}

/**
 * x with a share of its elements set to 0, drawn by key and name, and the others raised so that the mean stays; x itself without
 * dropout.
 *
 * @see Srivastava et al. (2014), JMLR 15:1929
 */
export function dropped(x: tf.Tensor, name: string, dropout: Dropout | undefined): tf.Tensor {
  if (dropout === undefined || dropout.rate === 0) return x;
  const { rate, key } = dropout;
  const shares = new Float32Array(x.size);
  fillUniform(shares, x.size / (x.shape[0] as number), foldIn(key, name), 0);
  const keep = shares.map((share) => (share < rate ? 0 : 1 / (1 - rate)));
  return tf.mul(x, tf.tensor(keep, x.shape));
}
