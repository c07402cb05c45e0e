import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { mlp, networkDenoiser } from '../../models/index.ts';
import { euler, heun, rk4, rk45 } from '../../solvers/index.ts';
import { useBackend } from '../../src/backend/index.ts';
import { gaussianSet } from '../../src/data/index.ts';
import { meanAndVariance } from '../../src/metrics/index.ts';
import { keyOf, type Rows } from '../../src/noise/index.ts';
import {
  bitsPerDimension,
  type LikelihoodOptions,
  logLikelihood,
} from '../../src/probabilityFlow/index.ts';
import {
  cosine,
  type Denoiser,
  type ExactProblem,
  edm,
  eightGaussians,
  flow,
  gaussian,
  gaussianMixture,
  type Schedule,
  subVp,
  ve,
  vp,
} from '../../src/problem/index.ts';
import { tensors } from '../../src/space/index.ts';
import { train } from '../../src/train/index.ts';
import peers from '../goldens/likelihood.json' with { type: 'json' };

const largest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, v, i) => Math.max(most, Math.abs(v - (b[i] as number))), 0);

/** Gaussians on both sides of the origin along each axis: mean 0 and the unit covariance, as the prior has it. */
const cross = ((): ExactProblem => {
  const [D, sd] = [16, 0.5];
  const reach = Math.sqrt(D * (1 - sd ** 2));
  const means = Array.from({ length: 2 * D }, (_, k) =>
    Array.from({ length: D }, (_, d) => (d === k >> 1 ? (k % 2 === 0 ? reach : -reach) : 0)),
  );
  return gaussianMixture({ means, sd });
})();
/** sd of the Gaussians, and steps and rows of the test. */
const problems = [
  { problem: eightGaussians(), sd: 0.3 / 2.844, steps: 200, rows: 20 },
  { problem: cross, sd: 0.5, steps: 150, rows: 6 },
] as const;
const level = 1e-3;
const sharp: readonly Schedule[] = [
  vp(),
  subVp(),
  ve({ sigmaMin: 0.99 * level }),
  edm(),
  cosine(),
  flow(),
];

describe.for(problems.map((of) => [of.problem.dimension, of] as const))(
  'a mixture in %i dimensions',
  ([, { problem, sd, steps, rows }]) => {
    const x = problem.draw(keyOf('points'), { first: 0, count: rows });

    test.for(sharp.map((schedule) => [schedule.name, schedule] as const))(
      'has its exact log density on schedule %s, to 1e-4 nats',
      async ([, schedule]) => {
        const denoiser = problem.denoiser(schedule);
        const options = { steps, sigmaMin: level };
        const { logDensity, sigmaMin } = await logLikelihood(denoiser, x, options);
        expect(Math.abs(sigmaMin / level - 1)).toBeLessThan(1e-9);
        const smoothed = problem.logDensity(x, { alpha: 1, sigma: level });
        expect(largest(logDensity, smoothed)).toBeLessThan(1e-4);
        // of one Gaussian ln p moves by (|z|^2 - D) level^2 / (2 sd^2), where |z|^2 is below 40 in all of these draws
        const moved = (40 * (level / sd) ** 2) / 2;
        expect(largest(logDensity, problem.logDensity(x))).toBeLessThan(1e-4 + moved);
      },
    );
  },
);

test('of the peers: eight Gaussians far from unit variance, points far from all of them', async () => {
  const means = Array.from({ length: 8 }, (_, k) => {
    const angle = (2 * Math.PI * k) / 8;
    return [4 * Math.cos(angle), 4 * Math.sin(angle)];
  });
  const problem = gaussianMixture({ means, sd: 0.3 });
  const [clean] = peers.cases;
  const x = Float64Array.from(peers.points.flat());
  // alpha_T = 3e-7: noise knows all there is; at 1e-4 smoothing moves ln p by |score|^2 1e-8 / 2, 1e-5 between the Gaussians
  const { logDensity } = await logLikelihood(problem.denoiser(vp({ betaMax: 60 })), x, {
    ...{ steps: 1500, sigmaMin: 1e-4 },
  });
  expect(largest(logDensity, clean?.logp_nats ?? [])).toBeLessThan(1e-4);
  for (const [i, bits] of (clean?.bits_per_dim ?? []).entries()) {
    // 1e-4 nats are 1e-4 / (2 ln 2) bits in each of two dimensions
    const found = bitsPerDimension(logDensity[i] as number, 2);
    expect(Math.abs(found - bits)).toBeLessThan(1e-4 / (2 * Math.LN2));
  }
});

test('data of law N(0, I) are exact with a single step of any solver, on every schedule', async () => {
  const problem = gaussian({ mean: [0, 0, 0], sd: 1 });
  const x = problem.draw(keyOf(1), { first: 0, count: 5 });
  for (const schedule of sharp) {
    for (const solver of [euler(), rk4()]) {
      const options = { steps: 1, solver };
      const { logDensity, sigmaMin } = await logLikelihood(problem.denoiser(schedule), x, options);
      const law = problem.logDensity(x, { alpha: 1, sigma: sigmaMin });
      // D terms of a few roundings, divided by sin phi, 1e-3 at the least
      expect(largest(logDensity, law)).toBeLessThan(1e-12);
    }
  }
});

describe('errors', () => {
  // another spread in each direction, and mean 0, as the prior has it up to alpha_T^2, 1e-13
  const problem = gaussian({ mean: [0, 0], sd: [0.5, 2] });
  const denoiser = problem.denoiser(vp({ betaMax: 60 }));
  const x = problem.draw(keyOf(5), { first: 0, count: 10 });
  const off = async (options: LikelihoodOptions): Promise<number> => {
    const { logDensity, sigmaMin } = await logLikelihood(denoiser, x, options);
    return largest(logDensity, problem.logDensity(x, { alpha: 1, sigma: sigmaMin }));
  };

  // the slope between doublings of a method of order p is p + O(h): half an order tells 2 from 3 and 4 from 5
  test.for([
    [heun(), 2, 100],
    [rk4(), 4, 60],
    [rk45(), 5, 100],
  ] as const)('%# fall by the order of the solver', async ([solver, order, steps]) => {
    const [coarse, fine] = [await off({ solver, steps }), await off({ solver, steps: 2 * steps })];
    expect(Math.abs(Math.log2(coarse / fine) - order)).toBeLessThan(0.5);
  });
});

describe("Hutchinson's estimator", () => {
  const problem = gaussianMixture({
    means: [
      [1, 0.5, -0.3],
      [-1, 0.2, 0.6],
      [0.1, -0.9, 0.2],
    ],
    sd: 0.4,
  });
  const denoiser = problem.denoiser(vp());
  const rows = 1600;
  const point = [0.1, 0.05, 0.2];
  const x = Float64Array.from({ length: 3 * rows }, (_, i) => point[i % 3] as number);
  const steps = 12;

  test.for(['rademacher', 'gaussian'] as const)(
    'with %s probes is right on average, and its standard error is that of the estimates',
    async (probeLaw) => {
      const options = { trace: 'hutchinson', probeLaw, probes: 4, steps, seed: 'probes' } as const;
      const { logDensity, errors = new Float64Array() } = await logLikelihood(denoiser, x, options);
      const exact = await logLikelihood(denoiser, Float64Array.from(point), { steps });
      const { mean, variance } = meanAndVariance(logDensity);
      // the flow of all rows is one, so that the mean over probes is the sum that the exact trace is integrated by;
      // a standard normal is beyond 4 once in 16,000
      expect(Math.abs(mean.value - (exact.logDensity[0] as number))).toBeLessThan(4 * mean.error);
      const stated = meanAndVariance(errors.map((error) => error ** 2)).mean;
      const spread = Math.hypot(stated.error, variance.error);
      expect(Math.abs(stated.value - variance.value)).toBeLessThan(4 * spread);
      expect(variance.value).toBeGreaterThan(12 * spread);
    },
  );

  test('is exact for signs where the Jacobian is diagonal, and tells so', async () => {
    const axes = gaussian({ mean: [0.5, -1], sd: [0.3, 2] });
    const at = axes.draw(keyOf(2), { first: 0, count: 4 });
    const options = { steps, seed: 1 };
    const exact = await logLikelihood(axes.denoiser(vp()), at, options);
    const estimate = await logLikelihood(axes.denoiser(vp()), at, {
      ...options,
      trace: 'hutchinson',
    });
    expect(largest(estimate.logDensity, exact.logDensity)).toBeLessThan(1e-12);
    expect(largest(estimate.errors ?? [1], [0, 0, 0, 0])).toBeLessThan(1e-12);
    expect([exact.errors, exact.probes, estimate.probes]).toEqual([undefined, 0, 2]);
  });

  test('probes the unit matrix too: of N(0, I) nothing varies, whatever the probes', async () => {
    const unit = gaussian({ mean: [0, 0, 0], sd: 1 });
    const at = unit.draw(keyOf(2), { first: 0, count: 4 });
    const { errors = [1] } = await logLikelihood(unit.denoiser(vp()), at, {
      ...{ trace: 'hutchinson', probeLaw: 'gaussian', steps, seed: 1 },
    });
    expect(largest(errors, [0, 0, 0, 0])).toBeLessThan(1e-12);
  });

  test('of a row does not depend on the batch, nor on how rows are shared out', async () => {
    const some = problem.draw(keyOf(3), { first: 0, count: 11 });
    const options = { trace: 'hutchinson', steps, seed: 7 } as const;
    const whole = await logLikelihood(denoiser, some, options);
    const batches = await logLikelihood(denoiser, some, { ...options, batch: 4 });
    expect(batches).toEqual(whole);
    const part = await logLikelihood(denoiser, some.subarray(3 * 5), { ...options, firstRow: 5 });
    expect(part.logDensity).toEqual(whole.logDensity.subarray(5));
    expect(part.errors).toEqual(whole.errors?.subarray(5));
    const other = await logLikelihood(denoiser, some, { ...options, seed: 8 });
    expect(other.logDensity).not.toEqual(whole.logDensity);
  });

  test('counts a product for each probe, an exact trace one for each element', async () => {
    const at = Float64Array.from(point);
    const calls = async (options: LikelihoodOptions): Promise<number> =>
      (await logLikelihood(denoiser, at, { steps: 3, solver: heun(), ...options })).evaluations;
    expect(await calls({})).toBe(3 * 2 * (1 + 3));
    expect(await calls({ trace: 'hutchinson', probes: 5 })).toBe(3 * 2 * (1 + 5));
  });
});

describe('on tensors', () => {
  const problem = eightGaussians();
  const x = problem.draw(keyOf(4), { first: 0, count: 17 });

  test('the exact score gives what it gives on Float64Array, and nothing is left behind', async () => {
    await useBackend();
    const steps = 20;
    const host = await logLikelihood(problem.denoiser(vp()), x, { steps });
    const denoiser = problem.denoiser(vp(), tensors([2]));
    const before = tf.memory().numTensors;
    const found = await logLikelihood(denoiser, x, { steps, batch: 8 });
    expect(tf.memory().numTensors).toBe(before);
    // 2^-24 each of 80 evaluations, on a path whose log density changes by up to 5 / sd, about 50, with x
    expect(largest(found.logDensity, host.logDensity)).toBeLessThan(50 * 80 * 2 ** -24);
    denoiser.dispose();
  });

  test('what a network has learned is a density: its integral is 1, by either trace', async () => {
    await useBackend();
    const schedule = cosine();
    const data = gaussianSet({ dimension: 1, mean: 0.5, sd: 0.3 });
    const start = mlp({ shape: [1], hidden: [32, 32], seed: 1 });
    const { network } = await train({ data, schedule, network: start, steps: 60, seed: 1 });
    const denoiser = networkDenoiser(network, schedule);
    const [points, step] = [800, 0.01];
    const at = Float64Array.from({ length: points }, (_, i) => step * (i - points / 2 + 0.5));
    for (const trace of ['exact', 'hutchinson'] as const) {
      const { logDensity } = await logLikelihood(denoiser, at, { trace, seed: 1, steps: 25 });
      const whole = logDensity.reduce((sum, value) => sum + step * Math.exp(value), 0);
      // the midpoint rule is exact for what is smooth over 0.01; beyond 4 there is less than 1e-4
      expect(Math.abs(whole - 1)).toBeLessThan(1e-3);
      const mean = at.reduce(
        (sum, value, i) => sum + step * value * Math.exp(logDensity[i] as number),
        0,
      );
      expect(Math.abs(mean - 0.5)).toBeLessThan(0.4); // it is no longer at 0, where noise is
    }
    start.dispose();
    network.dispose();
  });

  test('a row does not depend on the batch, bit for bit', async () => {
    await useBackend();
    const network = mlp({ shape: [2], hidden: [16], seed: 3 });
    const denoiser = networkDenoiser(network, vp());
    const options = { trace: 'hutchinson', steps: 3, seed: 1 } as const;
    const whole = await logLikelihood(denoiser, x, options);
    const batches = await logLikelihood(denoiser, x, { ...options, batch: 5 });
    expect(batches.logDensity).toEqual(whole.logDensity);
    network.dispose();
  });
});

test('rows may have a denoiser each: that of a batch is asked for by its rows', async () => {
  const problem = eightGaussians();
  const x = problem.draw(keyOf(6), { first: 0, count: 5 });
  const asked: (readonly [number, number])[] = [];
  const denoiserOf = ({ first, count }: Rows): Denoiser<Float64Array> => {
    asked.push([first, count]);
    return problem.denoiser(vp());
  };
  const options = { batch: 2, firstRow: 10, steps: 3 };
  const { logDensity } = await logLikelihood(denoiserOf, x, options);
  expect(asked.slice(1)).toEqual([
    [10, 2],
    [12, 2],
    [14, 1],
  ]);
  expect(logDensity).toEqual((await logLikelihood(problem.denoiser(vp()), x, options)).logDensity);
});

test('it is stopped by a signal', async () => {
  const controller = new AbortController();
  const denoiser = eightGaussians().denoiser(vp());
  const onStep = (step: number): void => {
    if (step === 2) controller.abort(new Error('enough'));
  };
  const { signal } = controller;
  await expect(logLikelihood(denoiser, Float64Array.of(0, 0), { signal, onStep })).rejects.toThrow(
    'enough',
  );
});

test.for([
  [{ trace: 'all' as 'exact' }, [0, 0], 'log-likelihood: trace must be one of exact, hutchinson'],
  [{ probeLaw: 'flat' as 'gaussian' }, [0, 0], 'log-likelihood: probeLaw must be one of'],
  [{ probes: 0 }, [0, 0], 'log-likelihood: probes must be a positive integer, got 0'],
  [{ steps: 0 }, [0, 0], 'log-likelihood: steps must be a positive integer, got 0'],
  [{ batch: 0.5 }, [0, 0], 'log-likelihood: batch must be a positive integer, got 0.5'],
  [{ firstRow: -1 }, [0, 0], 'log-likelihood: firstRow must be an integer of at least 0, got -1'],
  [{}, [0, 0, 0], 'log-likelihood: expected whole samples of 2 values, got 3 values'],
  [{}, [0, 0, 1, Infinity], 'log-likelihood: values must be finite, got Infinity in sample 1'],
  [{ sigmaMin: 0 }, [0, 0], 'probability flow: sigmaMin must be a finite number above 0, got 0'],
  [{ sigmaMin: 200 }, [0, 0], 'probability flow: sigmaMin must be below 152.2, where schedule vp'],
] as const)('%j with %j is refused', async ([options, x, message]) => {
  const denoiser = eightGaussians().denoiser(vp());
  await expect(logLikelihood(denoiser, Float64Array.from(x), options)).rejects.toThrow(message);
});

test('a level below all that a schedule has is refused', async () => {
  const denoiser = eightGaussians().denoiser(ve());
  await expect(logLikelihood(denoiser, Float64Array.of(0, 0), { sigmaMin: 1e-3 })).rejects.toThrow(
    'schedule ve has no time above 0 with sigma / alpha of 0.001',
  );
});
