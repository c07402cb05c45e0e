import * as tf from '@tensorflow/tfjs-core';
import type { Attention } from './attention.ts';

/** One value per atom, as a row [1, K]. */
function perAtom(values: Float64Array): tf.Tensor2D {
  return tf.tensor2d(Float32Array.from(values), [1, values.length]);
}

/** Sum over the elements of each row, [B, 1]. */
function rowSum(x: tf.Tensor): tf.Tensor {
  return tf.sum(x, 1, true);
}

function isConstant(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}

/** x c_k, by a number where c is the same for all atoms. */
function timesAtom(x: tf.Tensor, c: Float64Array): tf.Tensor {
  return tf.mul(x, isConstant(c) ? (c[0] ?? 0) : perAtom(c));
}

/** softmax_k(scale_k <x, a_k> - radial_k |x|^2 + bias_k), [B, K]. */
function weightsOf(
  x: tf.Tensor2D,
  atoms: tf.Tensor2D,
  { scale, bias, radial }: Attention,
): tf.Tensor {
  const dots = tf.matMul(x, atoms, false, true);
  const logits = tf.add(timesAtom(dots, scale), perAtom(bias));
  if (radial === undefined) return tf.softmax(logits);
  return tf.softmax(tf.sub(logits, tf.mul(rowSum(tf.square(x)), perAtom(radial))));
}

/** {@link Attention} on tensors. */
export function attend(x: tf.Tensor, atoms: tf.Tensor, by: Attention, size: number): tf.Tensor {
  const [flat, keys] = [
    tf.reshape<tf.Rank.R2>(x, [-1, size]),
    tf.reshape<tf.Rank.R2>(atoms, [-1, size]),
  ];
  const weights = weightsOf(flat, keys, by);
  const drawn = tf.matMul(timesAtom(weights, by.atom), keys);
  const { self } = by;
  const kept = tf.mul(
    flat,
    typeof self === 'number' ? self : rowSum(tf.mul(weights, perAtom(self))),
  );
  return tf.reshape(tf.add(drawn, kept), x.shape);
}

/** (d attend / d x)^T v, in closed form: see attentionFloat64.ts. */
export function attendPullback(
  x: tf.Tensor,
  atoms: tf.Tensor,
  by: Attention,
  v: tf.Tensor,
  size: number,
): tf.Tensor {
  const { scale, radial, atom, self } = by;
  const flat = (a: tf.Tensor): tf.Tensor2D => tf.reshape<tf.Rank.R2>(a, [-1, size]);
  const [x2, keys, v2] = [flat(x), flat(atoms), flat(v)];
  const weights = weightsOf(x2, keys, by);
  const ofSelf = typeof self === 'number' ? tf.scalar(self) : perAtom(self);
  const along = rowSum(tf.mul(x2, v2));
  const energies = tf.add(timesAtom(tf.matMul(v2, keys, false, true), atom), tf.mul(along, ofSelf));
  const pulls = tf.mul(weights, tf.sub(energies, rowSum(tf.mul(weights, energies))));
  const drawn = tf.matMul<tf.Tensor2D>(timesAtom(pulls, scale), keys);
  const kept = tf.mul(v2, rowSum(tf.mul(weights, ofSelf)));
  const result = tf.add(drawn, kept);
  if (radial === undefined) return tf.reshape(result, x.shape);
  const shrink = tf.mul(rowSum(tf.mul(pulls, perAtom(radial))), 2);
  return tf.reshape(tf.sub(result, tf.mul(x2, shrink)), x.shape);
}
