import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { dense, shaped } from '../../models/index.ts';
import { registerGradients, useBackend } from '../../src/backend/index.ts';

beforeAll(async () => {
  await useBackend('cpu');
  await registerGradients();
});

const values = (n: number, seed: number): Float32Array =>
  Float32Array.from({ length: n }, (_, i) => Math.sin(1.7 * i + seed));
const numbers = (tensors: readonly tf.Tensor[]): number[] =>
  tensors.flatMap((tensor) => [...tensor.dataSync<'float32'>()]);

test('a layer as one operation has the values and the first and second derivatives of the two it is made of', () => {
  const x = tf.tensor2d(values(12, 1), [4, 3]);
  const weight = tf.tensor2d(values(6, 2), [3, 2]);
  const bias = tf.tensor1d(values(2, 3));
  const v = tf.tensor2d(values(12, 4), [4, 3]);
  type Layer = typeof dense;
  const two: Layer = (at, w, b) => tf.add(tf.matMul(at, w), b);
  /** Values, gradients, and gradients of a derivative in x, through something that is not linear. */
  const all = (layer: Layer): number[] => {
    const bent = (at: tf.Tensor, w: tf.Tensor, b: tf.Tensor): tf.Tensor =>
      tf.square(layer(at as tf.Tensor2D, w as tf.Tensor2D, b as tf.Tensor1D));
    const along = (at: tf.Tensor, w: tf.Tensor, b: tf.Tensor): tf.Tensor =>
      tf.sum(tf.mul(tf.grad((z: tf.Tensor) => tf.sum(tf.square(bent(z, w, b))))(at), v));
    const given = [x, weight, bias];
    return numbers([bent(x, weight, bias), ...tf.grads(bent)(given), ...tf.grads(along)(given)]);
  };
  const [one, other] = [all(dense), all(two)];
  expect(one.length).toBe(8 + 20 + 20);
  // the same products; sums of up to 12 of them, below 1,000, in another order
  for (const [i, value] of one.entries()) {
    expect(Math.abs(value - (other[i] as number))).toBeLessThan(12 * 1000 * 2 ** -24);
  }
});

test('nothing is left behind', () => {
  const given = [tf.ones([4, 3]), tf.ones([3, 2]), tf.ones([2])] as const;
  const before = tf.memory().numTensors;
  tf.tidy(() => {
    tf.grads((x: tf.Tensor, w: tf.Tensor, b: tf.Tensor) =>
      dense(x as tf.Tensor2D, w as tf.Tensor2D, b as tf.Tensor1D),
    )([...given]);
  });
  expect(tf.memory().numTensors).toBe(before);
});

test('a tensor that has the shape already is itself', () => {
  const x = tf.ones([2, 3]);
  expect(shaped(x, [2, 3])).toBe(x);
  expect(shaped(x, [6]).shape).toEqual([6]);
});
