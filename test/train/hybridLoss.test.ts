import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { mlp, networkDenoiser, type VarianceNetwork } from '../../models/index.ts';
import { ddpm as ddpmSolver, iddpm, type LearnedVarianceSolver } from '../../solvers/index.ts';
import { registerGradients, useBackend } from '../../src/backend/index.ts';
import { gaussianSet } from '../../src/data/index.ts';
import { consecutive } from '../../src/grids/index.ts';
import { fillNormal, foldIn, keyOf } from '../../src/noise/index.ts';
import {
  ddpm,
  gaussian,
  levelAt,
  reverse,
  stepVariance,
  transition,
  vp,
} from '../../src/problem/index.ts';
import { sample } from '../../src/sampling/index.ts';
import {
  denoisingScoreMatching,
  discreteTimes,
  type HybridOptions,
  hybridLoss,
  hybridLosses,
  type NoisyBatch,
  type Objective,
  train,
  variationalBound,
} from '../../src/train/index.ts';

const N = 6;
const schedule = ddpm({ betas: 'cosine', steps: N });
const key = keyOf('hybrid');
const far = 4.5; // standard errors: false alarm 7e-6 a check, about thirty of them here
const read = (make: () => tf.Tensor): number =>
  tf.tidy(() => make().dataSync<'float32'>()[0] as number);

beforeAll(async () => {
  await useBackend('wasm');
  await registerGradients();
});

describe.for(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
  });

  test.for(['continuous', 'discretised'] as const)(
    'its bound is the variational bound, term by term: %s decoder',
    { timeout: 30_000 }, // mathjs is loaded for the error function
    async (decoder) => {
      const before = tf.memory().numTensors;
      const plain = mlp({ shape: [2], hidden: [12], features: 4, seed: 2, learnsVariance: true });
      const weight = Float32Array.from({ length: 48 }, (_, i) => 0.3 * Math.sin(2 + 1.3 * i));
      const network = plain.with({
        ...plain.parameters,
        'output/weight': tf.tensor2d(weight, [12, 4]),
      });
      // values of pixels, the first and the last among them
      const x0 = Float64Array.from(
        { length: 400 },
        (_, i) => (2 * Math.round(127.5 * (1 + 1.02 * Math.sin(1.7 * i))) - 255) / 255,
      ).map((v) => Math.min(Math.max(v, -1), 1));
      const grid = consecutive().over(schedule, N);
      const options = { variance: 'learned', decoder } as const;
      const bound = await variationalBound(
        networkDenoiser(network, schedule),
        grid,
        x0,
        key,
        options,
      );
      for (const [i, wanted] of [...bound.steps, bound.reconstruction].entries()) {
        const eps = new Float32Array(x0.length);
        fillNormal(eps, 2, foldIn(key, i), 0);
        const times = new Float64Array(200).fill(grid.times[i] as number);
        const batch = { x0, eps, times };
        const hybrid = read(() => hybridLoss(network, schedule, batch, { lambda: 1, decoder }));
        const simple = read(() => denoisingScoreMatching(network, schedule, batch));
        // In float32 terms of a few nats keep 1e-6 relative. An error function in float32 is good to 1.5e-7, and bins have
        // probabilities down to 1e-4, which leaves 1.5e-3 nats of the few pixels that far out
        const tolerance = decoder === 'discretised' && i === N - 1 ? 1e-4 : 2e-5;
        const term = (2 * (hybrid - simple)) / N;
        expect(Math.abs(term - wanted)).toBeLessThan(tolerance * (1 + Math.abs(wanted)));
        // as published, lambda is 0.001
        const published = read(() =>
          hybridLoss(network, schedule, batch, { lambda: 0.001, decoder }),
        );
        expect(read(() => hybridLoss(network, schedule, batch, { decoder }))).toBe(published);
      }
      tf.dispose(network.parameters['output/weight'] as tf.Tensor);
      plain.dispose();
      expect(tf.memory().numTensors).toBe(before);
    },
  );
});

// A linear network on N(m, s^2), with a variance that is one number: its optimum is known.
const [m, s] = [0.4, 0.7];
const exact = gaussian({ mean: [m], sd: s });
type Three = readonly [slope: number, offset: number, raw: number];

function linear(parameters: Readonly<Record<string, tf.Tensor>>): VarianceNetwork<tf.Tensor> {
  const { slope, offset, raw } = parameters as Readonly<Record<string, tf.Scalar>>;
  return {
    predicts: 'eps',
    shape: [1],
    parameters,
    learnsVariance: true,
    apply: (x) =>
      tf.concat(
        [
          tf.add(tf.mul(x, slope as tf.Scalar), offset as tf.Scalar),
          tf.add(tf.zerosLike(x), raw as tf.Scalar),
        ],
        -1,
      ),
    with: linear,
    dispose: () => {},
  };
}
const at = ([slope, offset, raw]: Three): VarianceNetwork<tf.Tensor> =>
  linear({ slope: tf.scalar(slope), offset: tf.scalar(offset), raw: tf.scalar(raw) });

function batchOf(k: number, count: number, i: number): NoisyBatch {
  const times = new Float64Array(count).fill(i / N);
  const eps = new Float32Array(count);
  fillNormal(eps, 1, foldIn(foldIn(key, 'eps'), k), 0);
  return { x0: exact.draw(foldIn(foldIn(key, 'x0'), k), { first: 0, count }), eps, times };
}

/** The derivatives of a loss in slope, offset and raw. */
function gradient(
  where: Three,
  loss: (network: VarianceNetwork<tf.Tensor>) => tf.Scalar,
): number[] {
  return tf.tidy(() => {
    const of = (...values: tf.Tensor[]): tf.Scalar => {
      const [slope, offset, raw] = values as [tf.Tensor, tf.Tensor, tf.Tensor];
      return loss(linear({ slope, offset, raw }));
    };
    return tf
      .grads(of)(where.map((value) => tf.scalar(value)))
      .map((g) => g.dataSync<'float32'>()[0] as number);
  });
}

/** The optimum at training time i / N; `range` is ln b - ln btilde there. */
function optimum(i: number): { readonly where: Three; readonly range: number } {
  const [t, to] = [i / N, (i - 1) / N];
  const { alpha, sigma } = levelAt(schedule, t);
  const v = (alpha * s) ** 2 + sigma ** 2;
  const { small, large } = stepVariance(schedule, t, to, t + 1 / N);
  // what is not known of x0 given x_t, and how much of it reaches x_s
  const left = (s * sigma) ** 2 / v;
  const gain = (schedule.alpha(to) * transition(schedule, to, t).std ** 2) / sigma ** 2;
  const variance = (i > 1 ? Math.exp(small) : 0) + gain ** 2 * left;
  const share = (Math.log(variance) - small) / (large - small);
  return {
    where: [sigma / v, (-sigma * alpha * m) / v, 2 * share - 1],
    range: large - small,
  };
}

describe.for([
  [1, 'continuous'],
  [1, 'discretised'],
  [2, 'continuous'],
  [5, 'continuous'],
] as const)('at training time %i / 6, %s decoder', ([i, decoder]) => {
  const options: HybridOptions = { lambda: 1, decoder };
  const { where, range } = optimum(i);

  test('the gradient of the bound reaches the variance alone', () => {
    const batch = batchOf(0, 300, i);
    const off: Three = [0.3, 0.2, -0.4];
    const hybrid = gradient(off, (network) => hybridLoss(network, schedule, batch, options));
    const simple = gradient(off, (network) => denoisingScoreMatching(network, schedule, batch));
    expect(hybrid.slice(0, 2)).toEqual(simple.slice(0, 2));
    expect(simple[2]).toBe(0);
    // by differences: float32 at h = 2^-6 rounds a loss below 20 to 20 2^-24 / h = 8e-5; the third-order term is below 1 %
    const h = 2 ** -6;
    const moved = (by: Three): number =>
      read(() =>
        hybridLoss(
          at(off.map((v, k) => v + (by[k] ?? 0)) as unknown as Three),
          schedule,
          batch,
          options,
        ),
      );
    const slope = (moved([0, 0, h]) - moved([0, 0, -h])) / (2 * h);
    expect(Math.abs(slope - (hybrid[2] ?? 0))).toBeLessThan(1e-3 + 0.01 * Math.abs(slope));
    // the bound does depend on the mean: it is the gradient that is stopped
    const ofMean = (moved([h, 0, 0]) - moved([-h, 0, 0])) / (2 * h);
    expect(Math.abs(ofMean - (simple[0] ?? 0))).toBeGreaterThan(0.02);
  });

  // bins of 2/255 add a variance of (2/255)^2 / 12 to pixels that are not on them, nothing here; data beyond [-1, 1] do
  // not fit the first and the last bin, so there is no closed form for those
  if (decoder === 'discretised') return;

  test('its gradient vanishes, in expectation, at the closed form of the optimum', () => {
    const gradients = Array.from({ length: 40 }, (_, k) => {
      const batch = batchOf(k + 1, 500, i);
      return gradient(where, (network) => hybridLoss(network, schedule, batch, options));
    });
    const off: Three = [where[0], where[1], where[2] + 1];
    const batch = batchOf(0, 4000, i);
    const beside = gradient(off, (network) => hybridLoss(network, schedule, batch, options));
    for (const k of [0, 1, 2]) {
      const values = gradients.map((g) => g[k] as number);
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      const square = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
      const error = Math.sqrt(square / values.length);
      expect(Math.abs(mean)).toBeLessThan(far * error);
      // a share off by a half is seen
      if (k === 2) expect(Math.abs(beside[2] as number)).toBeGreaterThan(far * error);
    }
  });

  test('a linear network reaches the optimum: its eps by the simple loss, its variance by the bound', () => {
    const n = 4000;
    const batch = batchOf(99, n, i);
    const of = (at: Three): number[] =>
      gradient(at, (network) => hybridLoss(network, schedule, batch, options));
    // the gradients in slope and offset are affine, so Newton's step from anywhere lands on the optimum of the batch
    const [o, a, b] = [of([0, 0, 0]), of([1, 0, 0]), of([0, 1, 0])];
    const [ga = 0, gb = 0] = o;
    const [haa, hab, hbb] = [(a[0] ?? 0) - ga, (b[0] ?? 0) - ga, (b[1] ?? 0) - gb];
    const det = haa * hbb - hab * hab;
    const slope = (-ga * hbb + gb * hab) / det;
    const offset = (-gb * haa + ga * hab) / det;
    // errors of the least squares fit: sqrt(E e^2 / (n v)) and at most 2 sqrt(E e^2 / n), where E e^2 <= 1 is what is left
    const { alpha, sigma } = levelAt(schedule, i / N);
    const v = (alpha * s) ** 2 + sigma ** 2;
    expect(Math.abs(slope - where[0])).toBeLessThan(far / Math.sqrt(n * v));
    expect(Math.abs(offset - where[1])).toBeLessThan((far * 2) / Math.sqrt(n));
    // the bound is convex in raw: halve the interval in which its slope changes sign
    let [low, high] = [-6, 6];
    for (let k = 0; k < 30; k++) {
      const middle = (low + high) / 2;
      if ((of([slope, offset, middle])[2] ?? 0) > 0) high = middle;
      else low = middle;
    }
    // r = ln(1 + c E e^2) from a mean of n squares of normals, so off by at most sqrt(2 / n)
    const r = ((low - where[2]) / 2) * range;
    expect(Math.abs(r)).toBeLessThan(far * Math.sqrt(2 / n));
  });
});

test.for(['continuous', 'discretised'] as const)(
  'rows at different times in one batch have the losses they have alone, %s decoder',
  (decoder) => {
    const times = Float64Array.from({ length: 2 * N }, (_, r) => ((r % N) + 1) / N);
    const { x0, eps } = batchOf(5, 2 * N, 1);
    const network = at([0.3, 0.2, -0.4]);
    const lossesOf = (batch: NoisyBatch): Float32Array =>
      tf.tidy(() => hybridLosses(network, schedule, batch, { decoder }).dataSync<'float32'>());
    const together = lossesOf({ x0, eps, times });
    for (const [r, loss] of together.entries()) {
      const row = {
        x0: x0.slice(r, r + 1),
        eps: eps.slice(r, r + 1),
        times: times.slice(r, r + 1),
      };
      expect(lossesOf(row)[0]).toBe(loss);
    }
  },
);

test('one training time has the decoder alone, with the variance of the forward step', () => {
  const once = ddpm({ betas: [0.4] });
  const batch = { ...batchOf(6, 50, 1), times: new Float64Array(50).fill(1) };
  const losses = [-1, 1].map((raw) => read(() => hybridLoss(at([0.3, 0.2, raw]), once, batch)));
  expect(losses[0]).toBe(losses[1]);
  expect(Number.isFinite(losses[0])).toBe(true);
});

test('a network trained by it samples with the right spread in few steps, where fixed variances are off', async () => {
  const objective: Objective = {
    name: 'hybrid',
    options: {},
    about: 'with a heavier bound, as the steps are few',
    source: 'Nichol & Dhariwal 2021',
    losses: ({ network, schedule, batch }) =>
      hybridLosses(network, schedule, batch, { lambda: 0.1 }),
  };
  const start = mlp({ shape: [2], hidden: [32], features: 8, seed: 1, learnsVariance: true });
  const { network } = await train({
    data: gaussianSet(),
    schedule,
    network: start,
    objective,
    times: discreteTimes(),
    steps: 400,
    batch: 128,
    learningRate: 0.01,
    seed: 1,
  });
  const problem = reverse(networkDenoiser(start.with(network.parameters), schedule));
  const spreadOf = async (solver: LearnedVarianceSolver): Promise<number> => {
    const options = { solver, grid: consecutive(), steps: N, samples: 10_000, seed: 2 };
    const { x } = await sample(problem, options);
    const values = await x.data<'float32'>();
    x.dispose();
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    return values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
  };
  // Exact steps end with x_1 in its law, N(alpha m, v); x0(x_1) then has the slope alpha s^2 / v in x_1.
  const { alpha, sigma } = levelAt(schedule, 1 / N);
  const of = 0.8 ** 2;
  const wanted = (alpha * of) ** 2 / (alpha ** 2 * of + sigma ** 2);
  const off = async (solver: LearnedVarianceSolver): Promise<number> =>
    Math.abs((await spreadOf(solver)) - wanted);
  const learned = await off(iddpm());
  expect(learned).toBeLessThan(0.5 * (await off(ddpmSolver({ variance: 'small' }))));
  expect(learned).toBeLessThan(0.5 * (await off(ddpmSolver({ variance: 'large' }))));
  start.dispose();
  network.dispose();
}, 30_000);

test('what it cannot be taken of is named', () => {
  const batch = batchOf(0, 3, 2);
  const network = at([0, 0, 0]);
  const plain = mlp({ shape: [1], hidden: [4] });
  expect(() => hybridLoss(plain, schedule, batch)).toThrow(
    'hybrid loss: the network does not learn its variance; make it with learnsVariance',
  );
  expect(() => hybridLoss(network, vp(), batch)).toThrow('schedule vp has no training times');
  const off = { ...batch, times: Float64Array.of(1 / 6, 0.4, 1) };
  expect(() => hybridLoss(network, schedule, off)).toThrow(
    'times must be i / 6, i = 1..6, got 0.4; draw them with discreteTimes',
  );
  const zero = { ...batch, times: Float64Array.of(1 / 6, 0, 1) };
  expect(() => hybridLoss(network, schedule, zero)).toThrow('got 0; draw them');
  expect(() => hybridLoss(network, schedule, batch, { lambda: 0 })).toThrow(
    'lambda must be a finite number above 0, got 0',
  );
  const decoder = 'binned' as 'discretised';
  expect(() => hybridLoss(network, schedule, batch, { decoder })).toThrow(
    'decoder must be one of continuous, discretised',
  );
  plain.dispose();
});
