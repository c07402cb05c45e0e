import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { registerGradients, useBackend } from '../../src/backend/index.ts';
import * as smooth from '../../src/smooth/index.ts';

const points = Float64Array.of(-3, -1.2, -0.4, 0.3, 0.7, 1.6, 2.9);

/** Sixth-order central differences in float64: error h^6 f^(7)/140, below 1e-9 at h = 0.02. */
function slopeOf(f: (x: number) => number): (x: number) => number {
  const h = 0.02;
  const pair = (x: number, k: number): number => f(x + k * h) - f(x - k * h);
  return (x) => (45 * pair(x, 1) - 9 * pair(x, 2) + pair(x, 3)) / (60 * h);
}

const functions: readonly [string, smooth.Elementwise, (x: number) => number][] = [
  ['exp', smooth.exp, Math.exp],
  ['sigmoid', smooth.sigmoid, (x) => 1 / (1 + Math.exp(-x))],
  ['tanh', smooth.tanh, Math.tanh],
  ['softplus', smooth.softplus, (x) => Math.log1p(Math.exp(x))],
  ['elu', smooth.elu, (x) => (x > 0 ? x : Math.expm1(x))],
  ['silu', smooth.silu, (x) => x / (1 + Math.exp(-x))],
];

describe.for(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
    await registerGradients();
  });

  test.for(functions)(
    '%s has the value, slope and curvature of its formula',
    ([, operation, formula]) => {
      const before = tf.memory().numTensors;
      const [value, slope, curvature] = tf.tidy(() => {
        const x = tf.tensor1d(Float32Array.from(points));
        const first = (at: tf.Tensor): tf.Tensor =>
          tf.grad((v: tf.Tensor) => tf.sum(operation(v)))(at);
        const second = tf.grad((at: tf.Tensor) => tf.sum(first(at)));
        return [operation(x), first(x), second(x)].map((y) => y.dataSync<'float32'>());
      }) as [Float32Array, Float32Array, Float32Array];
      expect(tf.memory().numTensors).toBe(before);
      for (const [i, x] of points.entries()) {
        // float32: each is a handful of operations on numbers up to e^3 = 20, wasm's exp is good to 2^-21
        const tolerance = 20 * 8 * 2 ** -21;
        expect(Math.abs((value[i] as number) - formula(x))).toBeLessThan(tolerance);
        expect(Math.abs((slope[i] as number) - slopeOf(formula)(x))).toBeLessThan(tolerance);
        expect(Math.abs((curvature[i] as number) - slopeOf(slopeOf(formula))(x))).toBeLessThan(
          tolerance,
        );
      }
    },
  );

  test('softmax: the Hessian of a weighted sum is that of differences in float64', () => {
    const weights = [0.3, -1.1, 0.7, 0.5];
    const at = [0.2, -0.4, 1.1, 0.6];
    const along = [0.5, 1, -0.7, 0.2];
    const formula = (step: number): number => {
      const powers = at.map((v, i) => Math.exp(v + step * (along[i] ?? 0)));
      const total = powers.reduce((a, b) => a + b, 0);
      return powers.reduce((sum, p, i) => sum + (p / total) * (weights[i] ?? 0), 0);
    };
    const curvature = tf.tidy(() => {
      const f = (x: tf.Tensor): tf.Tensor =>
        tf.sum(tf.mul(smooth.softmax(x), tf.tensor1d(weights)));
      const slope = (x: tf.Tensor): tf.Tensor => tf.sum(tf.mul(tf.grad(f)(x), tf.tensor1d(along)));
      return tf
        .sum(tf.mul(tf.grad(slope)(tf.tensor1d(at)), tf.tensor1d(along)))
        .dataSync<'float32'>()[0];
    });
    expect(Math.abs((curvature ?? Number.NaN) - slopeOf(slopeOf(formula))(0))).toBeLessThan(
      20 * 2 ** -21,
    );
  });
});

test('the operations of TensorFlow.js itself are wrong to second order, or have none: this is what is mended', async () => {
  await useBackend('cpu');
  await registerGradients();
  const curvature = (f: (x: tf.Tensor) => tf.Tensor): number =>
    tf.tidy(() => {
      const first = (x: tf.Tensor): tf.Tensor => tf.grad((v: tf.Tensor) => tf.sum(f(v)))(x);
      return tf
        .grad((x: tf.Tensor) => tf.sum(first(x)))(tf.scalar(0.7))
        .dataSync<'float32'>()[0] as number;
    });
  const own = curvature(smooth.silu);
  const theirs = ((): number => {
    try {
      return curvature((x) => tf.mul(x, tf.sigmoid(x)));
    } catch {
      return Number.NaN;
    }
  })();
  expect(own).toBeCloseTo(0.391, 3);
  expect(theirs).not.toBeCloseTo(0.391, 2);
});
