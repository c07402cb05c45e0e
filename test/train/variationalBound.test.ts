import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { mlp, networkDenoiser } from '../../models/index.ts';
import { useBackend } from '../../src/backend/index.ts';
import { withShare } from '../../src/certify/withShare.ts';
import { consecutive, gridOf, uniformLogSnr } from '../../src/grids/index.ts';
import { fillNormal, foldIn, keyOf } from '../../src/noise/index.ts';
import {
  ddpm,
  gaussian,
  levelAt,
  type Schedule,
  stepVariance,
  transition,
  vp,
} from '../../src/problem/index.ts';
import { binProbability } from '../../src/train/discretised.ts';
import { denoisingScoreMatching, gaussianKl, variationalBound } from '../../src/train/index.ts';

// Gaussian data: the optimal network is affine in x_t, so every term of the bound is known in closed form.
const [m, s] = [0.4, 0.7];
const problem = gaussian({ mean: [m], sd: s });
const n = 20_000;
const key = keyOf('bound');
const x0 = problem.draw(key, { first: 0, count: n });
const far = 4.5; // standard errors: false alarm 7e-6 a check

/** -ELBO by its definition, E ln q(x_1..T | x_0) - ln p(x_0..T), along paths drawn by the forward SDE. */
function alongPaths(
  schedule: Schedule,
  times: Float64Array,
  variance: 'small' | 'large',
): readonly [number, number] {
  const lnNormal = (x: number, mean: number, v: number): number =>
    -(Math.log(2 * Math.PI * v) + (x - mean) ** 2 / v) / 2;
  const rising = times.slice().reverse();
  const values = new Float64Array(n);
  const z = rising.map(() => 0);
  const noise = Array.from(z, (_, i) => {
    const out = new Float64Array(n);
    fillNormal(out, 1, foldIn(foldIn(key, 'path'), i), 0);
    return out;
  });
  const exact = (x: number, t: number): number => {
    const { alpha, sigma } = levelAt(schedule, t);
    const v = (alpha * s) ** 2 + sigma ** 2;
    return (sigma ** 2 * m + alpha * s ** 2 * x) / v;
  };
  for (let r = 0; r < n; r++) {
    let x = x0[r] as number;
    let sum = 0;
    for (let i = 1; i < rising.length; i++) {
      const [from, to] = [rising[i - 1] as number, rising[i] as number];
      const { scale, std } = transition(schedule, from, to);
      const next = scale * x + std * (noise[i]?.[r] as number);
      const { sigma } = levelAt(schedule, to);
      const share = levelAt(schedule, from).sigma ** 2 / sigma ** 2;
      const mean =
        (schedule.alpha(from) * std ** 2 * exact(next, to)) / sigma ** 2 + scale * share * next;
      const v = from > 0 && variance === 'small' ? std ** 2 * share : std ** 2;
      sum += lnNormal(next, scale * x, std ** 2) - lnNormal(x, mean, v);
      x = next;
    }
    const last = levelAt(schedule, rising.at(-1) as number);
    values[r] = sum - lnNormal(x, 0, last.alpha ** 2 + last.sigma ** 2);
  }
  const mean = values.reduce((a, b) => a + b, 0) / n;
  return [mean, Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n / n)];
}

describe.for([
  ['vp', vp(), uniformLogSnr().over(vp(), 12)],
  ['ddpm with three steps', ddpm({ betas: [0.3, 0.5, 0.7] }), gridOf([1, 2 / 3, 1 / 3, 0])],
] as const)('on %s', ([, schedule, grid]) => {
  test.for(['small', 'large'] as const)(
    'the terms sum to minus the ELBO, %s variance',
    async (variance) => {
      const bound = await variationalBound(problem.denoiser(schedule), grid, x0, key, { variance });
      const sum = bound.prior + bound.reconstruction + bound.steps.reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(bound.total, 9);
      const [direct, error] = alongPaths(schedule, grid.times, variance);
      expect(Math.abs(bound.total - direct)).toBeLessThan(far * Math.hypot(error, bound.error));
    },
  );

  test('each term is its closed form', async () => {
    // E |x0 - x0(x_t)|^2 is the variance of the posterior, s^2 sigma^2 / (alpha^2 s^2 + sigma^2)
    const bound = await variationalBound(problem.denoiser(schedule), grid, x0, key);
    const left = (t: number): number => {
      const { alpha, sigma } = levelAt(schedule, t);
      return (s * sigma) ** 2 / ((alpha * s) ** 2 + sigma ** 2);
    };
    for (const [i, value] of bound.steps.entries()) {
      const [t, to] = [grid.times[i] as number, grid.times[i + 1] as number];
      const b = transition(schedule, to, t).std ** 2;
      const [sigmaT, sigmaS] = [schedule.sigma(t), schedule.sigma(to)];
      const wanted =
        ((schedule.alpha(to) * b) ** 2 / sigmaT ** 4 / (2 * ((b * sigmaS ** 2) / sigmaT ** 2))) *
        left(t);
      // a mean of n squares of normals: sqrt(2/n) relative
      expect(Math.abs(value / wanted - 1)).toBeLessThan(far * Math.sqrt(2 / n));
      // the simple loss with the weight of eq. 12: b^2 / (2 v a^2 sigma_t^2) |eps - eps_theta|^2
      const a = schedule.alpha(t) / schedule.alpha(to);
      const ofEps = left(t) * (schedule.alpha(t) / sigmaT) ** 2;
      const weight = b ** 2 / (2 * ((b * sigmaS ** 2) / sigmaT ** 2) * a ** 2 * sigmaT ** 2);
      expect(weight * ofEps).toBeCloseTo(wanted, 10);
    }
  });
});

describe('a learned variance', () => {
  const schedule = vp();
  const grid = uniformLogSnr().over(schedule, 8);
  const { times } = grid;
  const options = { variance: 'learned' } as const;
  const after = (t: number): number => times[times.indexOf(t) + 1] as number;

  test('with shares of 0 and 1 has the steps of the small and the large one', async () => {
    for (const [share, variance] of [
      [0, 'small'],
      [1, 'large'],
    ] as const) {
      const denoiser = withShare(problem.denoiser(schedule), () => share);
      const learned = await variationalBound(denoiser, grid, x0, key, options);
      const fixed = await variationalBound(denoiser, grid, x0, key, { variance });
      expect(learned.steps).toEqual(fixed.steps);
      // in the last step b is the fixed one's too
      if (share === 1) expect(learned.total).toBe(fixed.total);
      else expect(learned.total).not.toBe(fixed.total);
    }
  });

  test('that is that of x_s given x_t leaves the entropy of the data and what the start does not know', async () => {
    // The reverse process is then exact, so -E ln p(x_0) = entropy + KL(q(x_T) || N(0, alpha^2 + sigma^2)), and the bound is
    // tight: its mean has no error but that of n squares.
    const share = (t: number): number => {
      const to = after(t);
      const { small, large } = stepVariance(schedule, t, to, times[times.indexOf(t) - 1]);
      const { alpha, sigma } = levelAt(schedule, t);
      const left = (s * sigma) ** 2 / ((alpha * s) ** 2 + sigma ** 2);
      const gain = (schedule.alpha(to) * transition(schedule, to, t).std ** 2) / sigma ** 2;
      const variance = (to > 0 ? Math.exp(small) : 0) + gain ** 2 * left;
      return (Math.log(variance) - small) / (large - small);
    };
    const denoiser = withShare(problem.denoiser(schedule), share);
    const bound = await variationalBound(denoiser, grid, x0, key, options);
    const { alpha, sigma } = levelAt(schedule, times[0] as number);
    const entropy = Math.log(2 * Math.PI * Math.E * s * s) / 2;
    const start = gaussianKl(
      (alpha * m) ** 2,
      (alpha * s) ** 2 + sigma ** 2,
      alpha ** 2 + sigma ** 2,
    );
    expect(Math.abs(bound.total - entropy - start)).toBeLessThan(far * bound.error);
    for (const variance of ['small', 'large'] as const) {
      const fixed = await variationalBound(denoiser, grid, x0, key, { variance });
      // the same draws of x_t, so the difference is seen far below the error of either
      expect(fixed.total - bound.total).toBeGreaterThan(0.02);
    }
  });

  test('is not there to be had from predictions without one', async () => {
    const denoiser = problem.denoiser(schedule) as ReturnType<typeof withShare<Float64Array>>;
    await expect(variationalBound(denoiser, grid, x0.slice(0, 3), key, options)).rejects.toThrow(
      'variational bound: the predictions carry no variance; use small or large',
    );
  });
});

test.for(['small', 'large'] as const)(
  'denoising score matching weighted with b^2 / (2 v a sigma_t^2) is the bound, %s variance',
  async (variance) => {
    await useBackend('cpu');
    const schedule = ddpm({ betas: 'cosine', steps: 6 });
    const network = mlp({ shape: [2], hidden: [6], features: 4, seed: 5 });
    const weight = Float32Array.from({ length: 12 }, (_, i) => 0.4 * Math.sin(1 + 1.3 * i));
    const filled = network.with({
      ...network.parameters,
      'output/weight': tf.tensor2d(weight, [6, 2]),
    });
    const data = x0.slice(0, 400);
    const grid = consecutive().over(schedule, 6);
    const denoiser = networkDenoiser(filled, schedule);
    const bound = await variationalBound(denoiser, grid, data, key, { variance });
    for (const [i, wanted] of bound.steps.entries()) {
      const [t, to] = [grid.times[i] as number, grid.times[i + 1] as number];
      const a = (schedule.alpha(t) / schedule.alpha(to)) ** 2;
      const [now, next] = [schedule.sigma(t) ** 2, schedule.sigma(to) ** 2];
      const b = now - a * next;
      const posterior = (b * next) / now;
      const v = variance === 'small' ? posterior : b;
      const eps = new Float32Array(data.length);
      fillNormal(eps, 2, foldIn(key, i), 0);
      const batch = { x0: data, eps, times: new Float64Array(200).fill(t) };
      const weighting = {
        name: 'bound',
        options: {},
        about: 'the terms of the bound',
        source: 'Ho, Jain & Abbeel 2020, arXiv:2006.11239, eq. 12',
        at: () => b ** 2 / (2 * v * a * now),
      };
      const loss = tf.tidy(
        () => denoisingScoreMatching(filled, schedule, batch, weighting).dataSync<'float32'>()[0],
      );
      // nats of two elements; float32 leaves 1e-6 relative of means of 400
      const nats = 2 * ((loss ?? Number.NaN) + gaussianKl(0, posterior, v));
      expect(Math.abs(nats / wanted - 1)).toBeLessThan(2e-5);
    }
    tf.dispose(filled.parameters);
    network.dispose();
  },
);

test('the bound is above the entropy of the data, and comes down to it as steps are added', async () => {
  const entropy = Math.log(2 * Math.PI * Math.E * s * s) / 2;
  const totals: number[] = [];
  for (const steps of [5, 20, 80]) {
    const { total } = await variationalBound(
      problem.denoiser(vp()),
      uniformLogSnr().over(vp(), steps),
      x0,
      key,
    );
    totals.push(total);
  }
  const [few = 0, some = 0, many = 0] = totals;
  expect(few).toBeGreaterThan(some);
  expect(some).toBeGreaterThan(many);
  // sampling error of the entropy itself: 1/sqrt(2n)
  expect(many).toBeGreaterThan(entropy - far / Math.sqrt(2 * n));
  expect(many - entropy).toBeLessThan((few - entropy) / 8);
});

test('bits per dimension are nats over D ln 2; a grid that does not fall to 0 is refused', async () => {
  const bound = await variationalBound(
    problem.denoiser(vp()),
    uniformLogSnr().over(vp(), 4),
    x0.slice(0, 10),
    key,
  );
  expect(bound.bitsPerDimension).toBeCloseTo(bound.total / Math.LN2, 12);
  const run = variationalBound(problem.denoiser(vp()), gridOf([1, 0.5]), x0.slice(0, 10), key);
  await expect(run).rejects.toThrow('the grid must fall to 0, got own ending at 0.5');
});

test('the probabilities of all 256 values of a pixel sum to 1, and tend to the density times the width of a bin', async () => {
  const values = Array.from({ length: 256 }, (_, k) => (2 * k - 255) / 255);
  const probability = await binProbability();
  for (const [std, mean] of [
    [0.3, 0.2],
    [0.02, -0.99],
    [2, 3],
  ] as const) {
    const total = values.reduce((sum, x) => sum + probability(x, mean, std), 0);
    expect(total).toBeCloseTo(1, 9);
  }
  // the third-order term of the integral over a bin is (width / std)^2 / 24 relative
  const x = (2 * 140 - 255) / 255;
  const exact = Math.exp(-((x - 0.2) ** 2) / (2 * 0.3 ** 2)) / (0.3 * Math.sqrt(2 * Math.PI));
  expect(probability(x, 0.2, 0.3) / (exact * (2 / 255)) - 1).toBeLessThan(
    (2 / 255 / 0.3) ** 2 / 12,
  );
});

test('the discretised bound is the continuous one less the logarithm of the width of a bin, where bins are narrow', async () => {
  const pixels = x0
    .slice(0, 2000)
    .map((v) => Math.round(((0.6 * Math.tanh(v) + 1) * 255) / 2) * (2 / 255) - 1);
  const grid = gridOf([1, 0.6, 0.3, 0]);
  const [continuous, discretised] = [
    await variationalBound(problem.denoiser(vp()), grid, pixels, key),
    await variationalBound(problem.denoiser(vp()), grid, pixels, key, { decoder: 'discretised' }),
  ];
  // the last step's std is sigma(.3) = .62, so a bin is 1/80 of it: the second-order term is (1/80)^2 / 24; pixels stay
  // within +-.6, away from the outermost bins
  expect(
    Math.abs(discretised.reconstruction - continuous.reconstruction + Math.log(2 / 255)),
  ).toBeLessThan(1e-4);
  expect(discretised.steps).toEqual(continuous.steps);
});

test('the divergence of Gaussians is its integral', () => {
  // midpoint rule over +-12 standard deviations, spectrally accurate for Gaussians
  const [m1, v1, m2, v2] = [0.3, 0.5, -0.4, 0.9];
  const ln = (x: number, mean: number, v: number): number =>
    -(Math.log(2 * Math.PI * v) + (x - mean) ** 2 / v) / 2;
  let integral = 0;
  const h = 0.01;
  for (let x = -10; x < 10; x += h) {
    integral += h * Math.exp(ln(x, m1, v1)) * (ln(x, m1, v1) - ln(x, m2, v2));
  }
  expect(gaussianKl((m1 - m2) ** 2, v1, v2)).toBeCloseTo(integral, 9);
});
