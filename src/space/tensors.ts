import * as tf from '@tensorflow/tfjs-core';
import { attend, attendPullback } from './attentionTensors.ts';
import { clipPullback, threshold } from './limitTensors.ts';
import type { Space, Term } from './space.ts';

function combine(...terms: readonly Term<tf.Tensor>[]): tf.Tensor {
  const kept = terms.filter(([c]) => c !== 0);
  const [first, ...more] = kept.length > 0 ? kept : terms.slice(0, 1);
  if (first === undefined) throw new Error('combine: no terms');
  const scaled = ([c, x]: Term<tf.Tensor>): tf.Tensor => (c === 1 ? x : tf.mul(x, c));
  if (kept.length === 0) return tf.zerosLike(first[1]);
  if (more.length === 0) return tf.mul(first[1], first[0]);
  return tf.tidy(() => more.reduce((sum, term) => tf.add(sum, scaled(term)), scaled(first)));
}

/**
 * Samples of the given shape as tensors [count, ...shape] on the current backend, in float32.
 *
 * Arrays live until they are freed: `scope` frees what its body made but its result.
 */
export function tensors(shape: readonly number[]): Space<tf.Tensor> {
  const size = shape.reduce((product, n) => product * n, 1);
  const row = (values: Float64Array): tf.Tensor =>
    tf.tensor(Float32Array.from(values), [1, ...shape]);
  return {
    shape,
    size,
    roundoff: 2 ** -24,
    combine,
    multiply: (a, b) => tf.mul(a, b),
    shift: (x, c) => tf.add(x, c),
    exp: (x) => tf.exp(x),
    affine: (x, scale, offset) => tf.tidy(() => tf.add(tf.mul(x, row(scale)), row(offset))),
    clip: (x, range) => tf.clipByValue(x, -range, range),
    clipPullback,
    threshold: (x, by) => threshold(x, by, size),
    attend: (x, atoms, by) => tf.tidy(() => attend(x, atoms, by, size)),
    attendPullback: (x, atoms, by, v) => tf.tidy(() => attendPullback(x, atoms, by, v, size)),
    pullback: (f, x, v) => {
      const [gradient] = tf.grads((at: tf.Tensor) => f(at))([x], v);
      if (gradient === undefined) throw new Error('pullback: no gradient');
      return gradient;
    },
    fill: (count, write) => {
      const values = new Float32Array(count * size);
      write(values);
      return tf.tensor(values, [count, ...shape]);
    },
    concat: (parts) => tf.concat([...parts], 0),
    count: (x) => x.shape[0] ?? 0,
    scope: <R>(body: () => R): R => {
      const made: { result?: R } = {};
      tf.tidy(() => {
        made.result = body();
        return made.result as tf.TensorContainer;
      });
      return made.result as R;
    },
    free: (x) => x.dispose(),
    read: (x) => x.data<'float32'>(),
  };
}
