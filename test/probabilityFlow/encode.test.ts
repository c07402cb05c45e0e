import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { mlp, networkDenoiser } from '../../models/index.ts';
import { dpmpp3m, rk4 } from '../../solvers/index.ts';
import { useBackend } from '../../src/backend/index.ts';
import { moons } from '../../src/data/index.ts';
import { fillNormal, keyOf } from '../../src/noise/index.ts';
import { decode, encode } from '../../src/probabilityFlow/index.ts';
import {
  cosine,
  edm,
  eightGaussians,
  flow,
  gaussian,
  reverse,
  ve,
  vp,
} from '../../src/problem/index.ts';
import { sample } from '../../src/sampling/index.ts';
import { train } from '../../src/train/index.ts';

const largest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, v, i) => Math.max(most, Math.abs(v - (b[i] as number))), 0);

describe.for([vp(), ve(), edm(), cosine(), flow()])('on schedule $name', (schedule) => {
  test('of a Gaussian the noise is known: each direction is stretched to the spread of noise', async () => {
    const [mean, sd] = [
      [0.3, -0.2],
      [0.4, 1.5],
    ];
    const problem = gaussian({ mean, sd });
    const x = problem.draw(keyOf(1), { first: 0, count: 8 });
    const sigmaMin = 0.02;
    const options = { steps: 200, sigmaMin };
    const { x: noise, evaluations } = await encode(problem.denoiser(schedule), x, options);
    expect(evaluations).toBe(800);
    const last = schedule.name === 'flow' ? 1 : schedule.range.sample[0];
    const { alpha, sigma } = { alpha: schedule.alpha(last), sigma: schedule.sigma(last) };
    // (x_T - alpha m) / sd_T = (x - m) / sd_0, where sd_T^2 = alpha^2 sd^2 + sigma^2
    const known = x.map((value, i) => {
      const [m, s] = [mean[i % 2] as number, sd[i % 2] as number];
      return alpha * m + (Math.hypot(alpha * s, sigma) * (value - m)) / Math.hypot(s, sigmaMin);
    });
    // order 4, steps of 0.03 to 0.05 in ln phi
    expect(largest(noise, known) / sigma).toBeLessThan(1e-5);
  });

  test('there and back is the sample itself', async () => {
    const denoiser = eightGaussians().denoiser(schedule);
    const x = eightGaussians().draw(keyOf(2), { first: 0, count: 50 });
    const options = { steps: 200 };
    const there = await encode(denoiser, x, options);
    const back = await decode(denoiser, there.x, options);
    // errors of either way are of order 4: 1e-4 of the sd of a component, 0.105, from 200 steps on
    expect(largest(back.x, x)).toBeLessThan(1e-5);
  });
});

test('noise is a start of sample, which closes by x0', async () => {
  const problem = eightGaussians();
  const denoiser = problem.denoiser(vp());
  const x = problem.draw(keyOf(3), { first: 0, count: 20 });
  const { x: start } = await encode(denoiser, x, { steps: 200 });
  const ended = await sample(reverse(denoiser), { solver: dpmpp3m(), start, steps: 200, seed: 1 });
  // x0 at sigma = 0.0105 takes sigma^2 score off, 1.1e-4 |z| / sd, up to 4e-3, and dpmpp-3m errs by 1e-3 at most
  expect(largest(ended.x, x)).toBeLessThan(5e-3);
});

test('codes of data are noise: their moments are those of N(0, 1)', async () => {
  const problem = eightGaussians();
  const count = 4000;
  const x = problem.draw(keyOf(4), { first: 0, count });
  const { x: noise } = await encode(problem.denoiser(vp()), x);
  const mean = noise.reduce((sum, v) => sum + v, 0) / noise.length;
  const square = noise.reduce((sum, v) => sum + v * v, 0) / noise.length;
  // 4 standard errors, beyond which a normal is once in 16,000: of the mean 1 / sqrt n, of the square sqrt(2 / n)
  expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(noise.length));
  expect(Math.abs(square - 1)).toBeLessThan(4 * Math.sqrt(2 / noise.length));
});

test('of a network, on tensors: there and back, nothing left behind, and no row depends on the others', async () => {
  await useBackend();
  const schedule = vp();
  const start = mlp({ shape: [2], hidden: [32, 32], seed: 1 });
  const { network } = await train({ data: moons(), schedule, network: start, steps: 60, seed: 1 });
  const denoiser = networkDenoiser(network, schedule);
  const data = Float32Array.from(moons().draw(keyOf(5), { first: 0, count: 16 }));
  const x = tf.tensor2d(data, [16, 2]);
  const before = tf.memory().numTensors;
  const there = await encode(denoiser, x, { solver: rk4(), steps: 60 });
  const back = await decode(denoiser, there.x, { solver: rk4(), steps: 60 });
  expect(tf.memory().numTensors).toBe(before + 2);
  // 480 evaluations of 2^-24 each, and what the network stretches; the method itself errs by less
  expect(largest(await back.x.data(), data)).toBeLessThan(1e-3);
  const one = tf.slice(x, [3, 0], [1, 2]);
  const alone = await encode(denoiser, one, { solver: rk4(), steps: 60 });
  const together = (await there.x.data()).slice(6, 8);
  expect(await alone.x.data()).toEqual(together);
  tf.dispose([x, one, there.x, back.x, alone.x]);
  start.dispose();
  network.dispose();
});

test('what is no sample is refused', async () => {
  const denoiser = eightGaussians().denoiser(vp());
  const noise = new Float64Array(3);
  fillNormal(noise, 3, keyOf(6), 0);
  await expect(encode(denoiser, noise)).rejects.toThrow('whole samples of 2 values, got 3 values');
  await expect(encode(denoiser, noise.slice(0, 2), { steps: 0 })).rejects.toThrow('steps must be');
  await expect(decode(denoiser, noise.slice(0, 2), { sigmaMin: -1 })).rejects.toThrow('sigmaMin');
});
