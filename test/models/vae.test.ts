import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  elboTerms,
  generate,
  klToPrior,
  latentNoise,
  latentScale,
  negativeElbo,
  normaliseLatents,
  reconstruct,
  restoreLatents,
  vae,
} from '../../models/index.ts';
import { registerGradients, useBackend } from '../../src/backend/index.ts';
import { fillNormal, foldIn, keyOf } from '../../src/noise/index.ts';
import { adam } from '../../src/train/index.ts';
import { at, tensorOf, waves } from './float64.ts';

beforeAll(async () => {
  await useBackend('cpu');
  await registerGradients();
});

const host = (x: tf.Tensor): Float32Array => x.dataSync<'float32'>();
const mean = (x: tf.Tensor): number => host(x).reduce((a, b) => a + b, 0) / x.size;
const rows = (values: readonly number[][]): tf.Tensor2D =>
  tf.tensor2d(
    values.map((row) => [...row]),
    undefined,
    'float32',
  );

test('the divergence from the prior is the integral of its definition', () => {
  const [m, lv] = [0.7, -1.1];
  const sd = Math.exp(lv / 2);
  const normal = (z: number, by: number, s: number): number =>
    -0.5 * ((z - by) / s) ** 2 - Math.log(s);
  // the trapezoidal rule on a smooth function that is 0 at both ends is exact to rounding
  let integral = 0;
  for (let z = -8; z < 8; z += 0.01) {
    const q = Math.exp(normal(z, m, sd)) / Math.sqrt(2 * Math.PI);
    integral += 0.01 * q * (normal(z, m, sd) - normal(z, 0, 1));
  }
  const kl = klToPrior({ mean: rows([[m], [0]]), logVariance: rows([[lv], [0]]) });
  expect(Math.abs(at(host(kl), 0) - integral)).toBeLessThan(10 * 2 ** -23);
  expect(at(host(kl), 1)).toBe(0);
});

/** Data N(0, A A^T + s^2) in three dimensions with two factors at right angles: their principal components. */
const pca = (() => {
  const [a, b, s] = [2, 1, 0.5];
  const u = [2 / 3, 2 / 3, 1 / 3];
  const v = [-2 / 3, 1 / 3, 2 / 3];
  /** -1/2 (ln det 2 pi C + x^T C^-1 x), C of variances a^2 + s^2, b^2 + s^2 and s^2 along u, v and the rest. */
  const logDensity = (x: readonly number[]): number => {
    const dot = (w: readonly number[]): number => w.reduce((sum, e, i) => sum + e * at(x, i), 0);
    const all = x.reduce((sum, e) => sum + e * e, 0);
    const [p, q] = [dot(u) ** 2, dot(v) ** 2];
    const [cu, cv, cs] = [a * a + s * s, b * b + s * s, s * s];
    const form = p / cu + q / cv + (all - p - q) / cs;
    return -0.5 * (3 * Math.log(2 * Math.PI) + Math.log(cu * cv * cs) + form);
  };
  const draw = (seed: number, count: number): number[][] => {
    const z = new Float64Array(5 * count);
    fillNormal(z, 5, keyOf(seed), 0);
    return Array.from({ length: count }, (_, r) =>
      u.map(
        (e, i) => a * at(z, 5 * r) * e + b * at(z, 5 * r + 1) * at(v, i) + s * at(z, 5 * r + 2 + i),
      ),
    );
  };
  return { a, b, s, u, v, logDensity, draw };
})();

describe('a linear VAE is probabilistic PCA', () => {
  const linear = () => vae({ shape: [3], latent: [2], hidden: [] });

  test('at its optimum the bound is the exact log likelihood, of each sample', () => {
    const { a, b, s, u, v, logDensity, draw } = pca;
    const [ma, mb] = [a * a + s * s, b * b + s * s];
    const logVariance = [Math.log((s * s) / ma), Math.log((s * s) / mb)];
    const made = linear().with({
      'encoder/layer0/weight': rows(u.map((e, i) => [(a * e) / ma, (b * at(v, i)) / mb, 0, 0])),
      'encoder/layer0/bias': tf.tensor1d([0, 0, ...logVariance]),
      'decoder/layer0/weight': rows([u.map((e) => a * e), v.map((e) => b * e)]),
      'decoder/layer0/bias': tf.zeros([3]),
      'likelihood/logSd': tf.tensor1d([Math.log(s)]),
    });
    const x = draw(1, 20);
    // of a quadratic function, the mean over these four is the mean over the normal law
    const points = [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ].map((p) => p.map((e) => e * Math.SQRT2));
    const bounds = points.map((p) => {
      const { reconstruction, kl } = elboTerms(made, rows(x), rows(x.map(() => p)));
      return host(tf.sub(reconstruction, kl));
    });
    for (const [row, sample] of x.entries()) {
      const bound = bounds.reduce((sum, values) => sum + at(values, row) / 4, 0);
      // squares up to 400, twenty roundings
      expect(Math.abs(bound - logDensity(sample))).toBeLessThan(400 * 20 * 2 ** -24);
    }
  });

  test('training comes to it', () => {
    const { logDensity, draw } = pca;
    const start = linear();
    const names = Object.keys(start.parameters);
    const shapes = names.map((name) => start.parameters[name]?.shape ?? []);
    const sizes = shapes.map((shape) => shape.reduce((p, n) => p * n, 1));
    const flat = tf.concat1d(
      names.map((name) => tf.reshape<tf.Rank.R1>(start.parameters[name] as tf.Tensor, [-1])),
    );
    const named = (values: tf.Tensor): ReturnType<typeof vae> =>
      start.with(
        Object.fromEntries(
          tf
            .split(values, sizes)
            .map((part, i) => [names[i], tf.reshape(part, [...(shapes[i] ?? [])])]),
        ),
      );
    const settings = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 };
    let state = { parameters: flat, m: tf.zerosLike(flat), v: tf.zerosLike(flat) };
    const [steps, batch] = [1000, 128];
    for (let n = 1; n <= steps; n++) {
      const old = state;
      state = tf.tidy(() => {
        const x = rows(draw(n + 10, batch));
        const eps = latentNoise(start, foldIn(keyOf(3), n), { count: batch });
        const loss = (values: tf.Tensor): tf.Tensor => tf.mean(negativeElbo(named(values), x, eps));
        const gradient = tf.grad(loss)(old.parameters) as tf.Tensor1D;
        return { ...adam(old, gradient, n, 0.03 * (1 - n / (steps + 1)), settings) };
      });
      tf.dispose({ ...old });
    }
    const x = draw(2, 4000);
    const eps = latentNoise(start, keyOf(9), { count: 4000 });
    const bound = -mean(negativeElbo(named(state.parameters), rows(x), eps));
    const exact = x.reduce((sum, sample) => sum + logDensity(sample), 0) / 4000;
    // one z a sample: the bound's noise is that of |x - W z|^2 / 2 s^2 at z of the posterior, whose standard deviation is below 2
    // nats, 2 / sqrt(4000) = 0.032 of the mean, 5 of which are passed once in 1.7 million keys, and the key is fixed
    expect(Math.abs(bound - exact)).toBeLessThan(5 * 0.032);
  });
});

test('on two Gaussians the bound is below the exact log likelihood of the VAE, and both below that of the data', () => {
  const made = vae({ shape: [1], latent: [1], hidden: [8], sd: 0.4, seed: 4 });
  const centres = [-1.5, 1.5];
  const x = Array.from({ length: 41 }, (_, i) => [-4 + i * 0.2]);
  const step = 0.02;
  const grid = Array.from({ length: 801 }, (_, i) => [-8 + i * step]);
  const decoded = host(made.decode(rows(grid)));
  const log = (d: number, s: number): number =>
    -0.5 * (d / s) ** 2 - Math.log(s * Math.sqrt(2 * Math.PI));
  const normal = (d: number, s: number): number => Math.exp(log(d, s));
  // expectations over eps by the trapezoidal rule too, which is exact to rounding
  const terms = grid.map(([e = 0]) => {
    const { reconstruction, kl } = elboTerms(made, rows(x), tf.fill([x.length, 1], e));
    const values = host(tf.sub(reconstruction, kl));
    tf.dispose([reconstruction, kl]);
    return { values, weight: step * normal(e, 1) };
  });
  const cross = { bound: 0, exact: 0, data: 0 };
  for (const [row, [v = 0]] of x.entries()) {
    const bound = terms.reduce((sum, { values, weight }) => sum + weight * at(values, row), 0);
    const p = grid.reduce(
      (sum, [z = 0], i) => sum + step * normal(z, 1) * normal(v - at(decoded, i), 0.4),
      0,
    );
    const exact = Math.log(p);
    expect(bound).toBeLessThan(exact + 1e-4); // float32: terms up to 100 to 2^-20
    const q = centres.reduce((sum, c) => sum + 0.5 * normal(v - c, 0.4), 0);
    cross.bound += 0.2 * q * bound;
    cross.exact += 0.2 * q * exact;
    cross.data += 0.2 * q * Math.log(q);
  }
  expect(cross.bound).toBeLessThan(cross.exact);
  expect(cross.exact).toBeLessThan(cross.data);
});

describe('a VAE of images', () => {
  const image = () => vae({ shape: [8, 4, 2], latent: [2, 1, 3], channels: [4, 8, 8], groups: 2 });

  test('has a latent of the size asked for, and images of theirs', () => {
    const made = image();
    const x = tensorOf(waves(2 * 64), [2, 8, 4, 2]);
    const { mean: m, logVariance } = made.encode(x);
    expect([m.shape, logVariance.shape]).toEqual([
      [2, 2, 1, 3],
      [2, 2, 1, 3],
    ]);
    expect(reconstruct(made, x).shape).toEqual([2, 8, 4, 2]);
    expect(negativeElbo(made, x, latentNoise(made, keyOf(1), { count: 2 })).shape).toEqual([2]);
  });

  test('generates by key and row', () => {
    const made = image();
    const whole = generate(made, keyOf(1), { first: 0, count: 4 });
    const part = generate(made, keyOf(1), { first: 2, count: 2 });
    expect(whole.shape).toEqual([4, 8, 4, 2]);
    const off = tf.max(tf.abs(tf.sub(tf.slice(whole, 2), part)));
    expect(at(host(off), 0)).toBeLessThan(100 * 8 * 2 ** -24);
    expect(at(host(tf.max(tf.abs(tf.sub(tf.slice(whole, 0, 2), part)))), 0)).toBeGreaterThan(0.01);
  });
});

test('log variances are held within [-30, 20], so that the bound stays a number', () => {
  const made = vae({ shape: [1], latent: [1], hidden: [], sd: 1 });
  const with_ = (logVariance: number) =>
    made.with({
      ...made.parameters,
      'encoder/layer0/weight': tf.zeros([1, 2]),
      'encoder/layer0/bias': tf.tensor1d([0, logVariance]),
    });
  for (const [given, expected] of [
    [1e4, 20],
    [20.5, 20],
    [19.5, 19.5],
    [-1.25, -1.25],
    [-29.5, -29.5],
    [-1e4, -30],
  ] as const) {
    const [x, eps] = [rows([[0.5]]), rows([[1]])];
    const own = with_(given);
    expect(at(host(own.encode(x).logVariance), 0)).toBe(expected);
    const kl = (Math.expm1(expected) - expected) / 2;
    // float32: some ulp of a value that the exponential rounds at 2^-24 times the exponent
    const bound = host(elboTerms(own, x, eps).kl);
    expect(Math.abs(at(bound, 0) / kl - 1)).toBeLessThan(64 * 2 ** -24);
    expect(Number.isFinite(at(host(negativeElbo(own, x, eps)), 0))).toBe(true);
    const slope = tf.grad((bias: tf.Tensor) =>
      tf.sum(klToPrior(own.with({ ...own.parameters, 'encoder/layer0/bias': bias }).encode(x))),
    )(tf.tensor1d([0, given]));
    const isHeld = given !== expected;
    // the derivative of (e^l - 1 - l) / 2 within, nothing beyond
    const exact = isHeld ? 0 : Math.expm1(given) / 2;
    expect(Math.abs(at(host(slope), 1) - exact)).toBeLessThanOrEqual(
      64 * 2 ** -24 * Math.abs(exact),
    );
  }
});

test('samples and latents of another shape are refused', () => {
  const made = vae({ shape: [8, 8, 1], latent: [4, 4, 2], channels: [4, 4], groups: 2 });
  expect(() => made.encode(tf.zeros([2, 10, 10, 1]))).toThrow(
    'vae: encode: expected a batch of shape [rows, 8, 8, 1], got [2, 10, 10, 1]',
  );
  expect(() => made.decode(tf.zeros([2, 8, 8, 1]))).toThrow(
    'vae: decode: expected a batch of shape [rows, 4, 4, 2], got [2, 8, 8, 1]',
  );
});

test('beta weighs the divergence', () => {
  const made = vae({ shape: [3], latent: [2], hidden: [4] });
  const [x, eps] = [rows(pca.draw(1, 3)), latentNoise(made, keyOf(1), { count: 3 })];
  const { reconstruction, kl } = elboTerms(made, x, eps);
  const [zero, three] = [0, 3].map((beta) => host(negativeElbo(made, x, eps, { beta })));
  for (const [row, value] of host(kl).entries()) {
    const loss = -at(host(reconstruction), row);
    expect(at(zero ?? [], row)).toBe(loss);
    expect(Math.abs(at(three ?? [], row) - loss - 3 * value)).toBeLessThan(100 * 4 * 2 ** -24);
  }
  expect(() => negativeElbo(made, x, eps, { beta: -1 })).toThrow('vae: beta must be in [0,');
});

test('normalised latents have mean 0 and variance 1 in each channel, and come back', () => {
  const z = Float64Array.from({ length: 600 }, (_, i) =>
    i % 2 === 0 ? 3 + Math.sin(i) : 40 * Math.cos(i),
  );
  const scale = latentScale([z.subarray(0, 100), z.subarray(100)], 2);
  const made = normaliseLatents(tensorOf(z, [10, 5, 6, 2]), scale);
  for (const channel of [0, 1]) {
    const own = host(made).filter((_, i) => i % 2 === channel);
    const m = own.reduce((a, b) => a + b, 0) / 300;
    expect(Math.abs(m)).toBeLessThan(20 * 2 ** -23);
    expect(Math.abs(own.reduce((a, b) => a + b * b, 0) / 300 - 1)).toBeLessThan(20 * 2 ** -23);
  }
  for (const [i, v] of host(restoreLatents(made, scale)).entries()) {
    expect(Math.abs(v - at(z, i))).toBeLessThan(40 * 4 * 2 ** -24);
  }
  expect(() => latentScale([[1, 2, 1, 3]], 2)).toThrow('channel 0 has a standard deviation of 0');
  expect(() => latentScale([], 2)).toThrow('expected at least one batch');
  expect(() => latentScale([[1, 2, 3]], 2)).toThrow('a multiple of 2 numbers, got 3');
});

test.for([
  [{ shape: [8, 8, 1], latent: [3, 3, 1] }, 'a latent of images must be'],
  [{ shape: [8, 8, 1], latent: [4] }, 'a latent of images must be'],
  [
    { shape: [8, 8, 1], latent: [4, 4, 1], channels: [8] },
    'there are 2 levels, got channels for 1',
  ],
  [{ shape: [8, 8, 1], latent: [4, 4, 1], hidden: [8] }, 'hidden is an option for vectors'],
  [{ shape: [8], latent: [4], blocks: 2 }, 'blocks is an option for images'],
  [{ shape: [8, 8], latent: [4] }, 'expected images of shape'],
  [{ shape: [8], latent: [4], sd: 0 }, 'vae: sd must be a finite number above 0, got 0'],
] as const)('%j is refused', ([options, message]) => {
  expect(() => vae(options)).toThrow(message);
});
