import * as tf from '@tensorflow/tfjs-core';
import { attend, attendPullback } from './attentionTensors.ts';
import { clipPullback, threshold } from './limitTensors.ts';
import type { Space, Term } from './space.ts';

function scaled([c, x, y]: Term<tf.Tensor>): tf.Tensor {
  const product = y === undefined ? x : tf.mul(x, y);
  return c === 1 ? product : tf.mul(product, c);
}

function combine(...terms: readonly Term<tf.Tensor>[]): tf.Tensor {
  const kept = terms.filter(([c]) => c !== 0);
  const [first = terms[0], second, ...more] = kept;
  if (first === undefined) throw new Error('combine: no terms');
  if (kept.length === 0) return tf.zerosLike(first[1]);
  return tf.tidy(() => {
    if (second === undefined) return first[0] === 1 ? tf.clone(scaled(first)) : scaled(first);
    if (more.length === 0) return tf.add(scaled(first), scaled(second));
    return tf.addN(kept.map(scaled));
  });
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
    repeatFirst: (x) =>
      tf.tidy(() => {
        const first = tf.slice(tf.reshape(x, [-1, size]), [0, 0], [-1, 1]);
        return tf.reshape(tf.tile(first, [1, size]), x.shape);
      }),
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
    rows: (x, first, count) => tf.slice(x, [first, ...shape.map(() => 0)], [count, ...shape]),
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
