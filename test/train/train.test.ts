import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { mlp, type Network, networkDenoiser } from '../../models/index.ts';
import { registerGradients, useBackend } from '../../src/backend/index.ts';
import { eightGaussiansSet, gaussianSet, moons } from '../../src/data/index.ts';
import { foldIn, keyOf } from '../../src/noise/index.ts';
import { ddpm, edm, gaussian, levelAt, vp } from '../../src/problem/index.ts';
import {
  denoisingScoreMatching,
  emaUpdate,
  LossHistory,
  timeSamplings,
  train,
  weightings,
} from '../../src/train/index.ts';

const schedule = vp();
const numbers = (parameters: Network<tf.Tensor>['parameters']): number[] =>
  Object.values(parameters).flatMap((value) => [...value.dataSync<'float32'>()]);
const small = (seed: number): Network<tf.Tensor> =>
  mlp({ shape: [2], hidden: [16, 16], features: 8, seed });

describe.for(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
    await registerGradients();
  });

  test('the gradient of denoising score matching is its slope', () => {
    const before = tf.memory().numTensors;
    const network = small(1);
    const batch = {
      x0: Float64Array.of(0.5, -1, 0.2, 1.4),
      eps: Float32Array.of(0.3, -0.7, 1.1, 0.4),
      times: Float64Array.of(0.2, 0.7),
    };
    // an output layer that is not zero, so that every parameter has a gradient
    const parameters = {
      ...network.parameters,
      'output/weight': tf.tensor2d(
        Float32Array.from({ length: 32 }, (_, i) => Math.sin(i + 1)),
        [16, 2],
      ),
    };
    const loss = (at: Record<string, tf.Tensor>): tf.Scalar =>
      denoisingScoreMatching(network.with(at), schedule, batch);
    for (const name of Object.keys(parameters) as (keyof typeof parameters)[]) {
      const value = parameters[name] as tf.Tensor;
      const direction = tf.tidy(() =>
        tf.sin(tf.reshape(tf.mul(tf.range(1, value.size + 1), 2.3), value.shape)),
      );
      const slope = tf.tidy(() => {
        const gradient = tf.grad((v: tf.Tensor) => loss({ ...parameters, [name]: v }))(value);
        return tf.sum(tf.mul(gradient, direction)).dataSync<'float32'>()[0] as number;
      });
      const along = (h: number): number =>
        tf.tidy(
          () =>
            loss({
              ...parameters,
              [name]: tf.add(value, tf.mul(direction, h)),
            }).dataSync<'float32'>()[0] as number,
        );
      // float32: at h = 2^-6 rounding of a loss below 100 is 100 2^-24 / h = 4e-4, and the third-order term below 1 %
      const h = 2 ** -6;
      const difference = (along(h) - along(-h)) / (2 * h);
      expect(Math.abs(difference - slope), name).toBeLessThan(4e-3 + 0.02 * Math.abs(slope));
      direction.dispose();
    }
    tf.dispose(parameters);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a run repeats bitwise, and another seed gives another network', async () => {
    const data = moons();
    const run = async (seed: number): Promise<number[]> => {
      const network = small(0);
      const trained = await train({ data, schedule, network, steps: 8, batch: 32, seed });
      const values = numbers(trained.network.parameters);
      trained.network.dispose();
      network.dispose();
      return values;
    };
    const first = await run(3);
    expect(await run(3)).toEqual(first);
    expect(await run(4)).not.toEqual(first);
  });

  test('a network trains with every weighting and every way to draw times', async () => {
    const discrete = ddpm({ betas: 'cosine', steps: 4 });
    const network = small(0);
    const before = tf.memory().numTensors;
    const common = { data: moons(), schedule: discrete, network, steps: 12, batch: 64 };
    for (const weighting of weightings.map((make) => make())) {
      const { network: trained, losses } = await train({ ...common, weighting });
      expect(losses.every(({ loss }) => Number.isFinite(loss))).toBe(true);
      trained.dispose();
    }
    const history = new LossHistory(4);
    for (const times of [...timeSamplings.map((make) => make()), history]) {
      const { network: trained } = await train({ ...common, times });
      trained.dispose();
    }
    // 768 rows over four times: each has been seen more than ten times, so draws follow the losses by now
    expect(new Set(history.probabilities()).size).toBeGreaterThan(1);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before - Object.keys(network.parameters).length);
  });

  test('training leaks no tensor, also when it is stopped or its loss is not finite', async () => {
    const data = moons();
    const network = small(0);
    const before = tf.memory().numTensors;
    const options = { data, schedule, network, steps: 5, batch: 16 };
    const count = Object.keys(network.parameters).length;
    const trained = await train(options);
    expect(tf.memory().numTensors).toBe(before + count);
    trained.network.dispose();
    const stop = new AbortController();
    const onStep = ({ step }: { step: number }): void => {
      if (step === 2) stop.abort(new Error('enough'));
    };
    await expect(train({ ...options, signal: stop.signal, onStep })).rejects.toThrow('enough');
    const broken = { ...data, draw: () => new Float64Array(32).fill(Number.NaN) };
    await expect(train({ ...options, data: broken })).rejects.toThrow(
      'train: the loss is NaN at step 1 of 5',
    );
    expect(tf.memory().numTensors).toBe(before);
    network.dispose();
  });

  test('rows of a batch do not know each other: any split gives bitwise the same', () => {
    const network = mlp({ shape: [2], seed: 2 });
    const weights = tf.tensor2d(
      Float32Array.from({ length: 256 }, (_, i) => Math.sin(i)),
      [128, 2],
    );
    const filled = network.with({ ...network.parameters, 'output/weight': weights });
    const x = Float32Array.from({ length: 2 * 37 }, (_, i) => 2 * Math.sin(1.7 * i));
    const apply = (from: number, to: number): Float32Array =>
      tf.tidy(() =>
        filled
          .apply(tf.tensor2d(x.slice(2 * from, 2 * to), [to - from, 2]), 0.3)
          .dataSync<'float32'>(),
      );
    const whole = apply(0, 37);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 36 }), (cut) => {
        expect([...apply(0, cut), ...apply(cut, 37)]).toEqual([...whole]);
      }),
      { seed: 31, numRuns: 20 },
    );
    weights.dispose();
    network.dispose();
  });
});

describe('on wasm, trained networks', () => {
  beforeAll(async () => {
    await useBackend('wasm');
  });

  test.for([
    ['vp', vp()],
    ['edm', edm()],
  ] as const)('learn the score of a Gaussian on %s', async ([, kind]) => {
    // The optimum is known: eps = sigma (x - alpha m) / (alpha^2 s^2 + sigma^2). A constant 0 has a mean square error of
    // E eps*^2, the share of noise in x; a network that has learned leaves at most a twentieth of it.
    const [m, s] = [0.5, 0.8];
    const network = mlp({ shape: [2], hidden: [64, 64], seed: 1 });
    const trained = await train({
      data: gaussianSet(),
      schedule: kind,
      network,
      steps: 700,
      batch: 256,
      seed: 1,
    });
    const denoiser = networkDenoiser(trained.network, kind);
    let [wrong, whole] = [0, 0];
    for (const t of [0.1, 0.4, 0.8]) {
      const level = levelAt(kind, t);
      const x = gaussian({ mean: [m, m], sd: s })
        .draw(foldIn(keyOf(5), 'x'), { first: 0, count: 400 })
        .map((v, i) => level.alpha * v + level.sigma * Math.sin(12.9898 * (i + 1)) * Math.SQRT2);
      const eps = tf.tidy(() =>
        denoiser.predict(tf.tensor2d(Float32Array.from(x), [400, 2]), t).eps.dataSync<'float32'>(),
      );
      for (const [i, v] of x.entries()) {
        const exact =
          (level.sigma * (v - level.alpha * m)) / ((level.alpha * s) ** 2 + level.sigma ** 2);
        wrong += (exact - (eps[i] as number)) ** 2;
        whole += exact ** 2;
      }
    }
    expect(wrong / whole).toBeLessThan(0.05);
    network.dispose();
    trained.network.dispose();
  });
});

test('an untrained network predicts sigma x, all it knows of the noise, and its layers are drawn apart', async () => {
  await useBackend('cpu');
  const network = mlp({ shape: [2], hidden: [8, 8, 8], seed: 3 });
  for (const lambda of [-10, -1, 0.5, 4]) {
    const [sigma, x] = [1 / Math.sqrt(1 + Math.exp(2 * lambda)), Float32Array.of(0.5, -2)];
    const eps = tf.tidy(() => network.apply(tf.tensor2d(x, [1, 2]), lambda).dataSync<'float32'>());
    for (const i of [0, 1]) expect(eps[i]).toBeCloseTo(sigma * (x[i] as number), 6);
  }
  const [one, two] = ['hidden1/weight', 'hidden2/weight'].map(
    (name) => network.parameters[name]?.dataSync<'float32'>() ?? [],
  );
  expect([...(one ?? [])]).not.toEqual([...(two ?? [])]);
  network.dispose();
});

test('the average warms up: d = min(decay, (1 + n) / (10 + n))', async () => {
  await useBackend('cpu');
  let average: Readonly<Record<string, tf.Tensor>> = { w: tf.scalar(1) };
  const now = { w: tf.scalar(0) };
  let expected = 1;
  for (let n = 0; n < 30; n++) {
    average = emaUpdate(average, now, 0.6, n);
    expected *= Math.min(0.6, (1 + n) / (10 + n));
  }
  // thirty products in float32
  expect(Math.abs((average.w?.dataSync<'float32'>()[0] as number) / expected - 1)).toBeLessThan(
    60 * 2 ** -24,
  );
  tf.dispose({ ...average, now });
});

test('what cannot be trained is named', async () => {
  await useBackend('cpu');
  expect(() => mlp({ shape: [2], features: 7 })).toThrow('mlp: features must be even, got 7');
  expect(() => mlp({ shape: [2], hidden: [] })).toThrow('mlp: hidden must name at least one layer');
  expect(() => mlp({ shape: [0] })).toThrow('mlp: every size must be a positive integer, got 0');
  const network = small(0);
  const data = gaussianSet({ dimension: 3 });
  await expect(train({ data, schedule, network })).rejects.toThrow(
    'has 3 elements a sample, the network takes 2',
  );
  await expect(train({ data: eightGaussiansSet(), schedule, network, steps: 0 })).rejects.toThrow(
    'train: steps must be a positive integer, got 0',
  );
  network.dispose();
});
