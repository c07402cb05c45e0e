import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { mlp, type Network, networkDenoiser } from '../../models/index.ts';
import { registerGradients, useBackend } from '../../src/backend/index.ts';
import { eightGaussiansSet, gaussianSet, moons } from '../../src/data/index.ts';
import { foldIn, keyOf } from '../../src/noise/index.ts';
import { ddpm, edm, gaussian, levelAt, vp } from '../../src/problem/index.ts';
import {
  adam,
  type Checkpoint,
  denoisingScoreMatching,
  discreteTimes,
  emaUpdate,
  LossHistory,
  learningRateAt,
  objectives,
  type TrainOptions,
  timeSamplings,
  train,
  uniformTimes,
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

  test('a network trains with every objective and every way to draw times', async () => {
    const discrete = ddpm({ betas: 'cosine', steps: 4 });
    const network = small(0);
    const before = tf.memory().numTensors;
    const data = eightGaussiansSet();
    const common = { data, schedule: discrete, network, steps: 12, batch: 64 };
    const learned = mlp({ shape: [2], hidden: [16], features: 8, learnsVariance: true });
    for (const objective of objectives.map((make) => make())) {
      const isHybrid = objective.name === 'hybrid';
      const own = isHybrid ? { network: learned, times: discreteTimes() } : {};
      const { network: trained, losses } = await train({ ...common, ...own, objective });
      expect(losses.every(({ loss }) => Number.isFinite(loss))).toBe(true);
      trained.dispose();
    }
    const history = new LossHistory();
    for (const times of [...timeSamplings.map((make) => make()), history]) {
      const { network: trained } = await train({ ...common, times });
      trained.dispose();
    }
    // 768 rows over four times: each has been seen more than ten times, so draws follow the losses by now
    expect(new Set(history.probabilities()).size).toBeGreaterThan(1);
    network.dispose();
    learned.dispose();
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
      'train: the loss is NaN at step 1; try',
    );
    expect(tf.memory().numTensors).toBe(before);
    network.dispose();
  });

  test('a run that goes on from a checkpoint ends with bitwise the weights of one that never stopped', async () => {
    // every part that remembers: moments, average, losses of the past, the learning rate's course
    const discrete = ddpm({ betas: 'cosine', steps: 4 });
    const network = small(0);
    const run = async (more: Partial<TrainOptions>): Promise<number[]> => {
      const times = new LossHistory({ kept: 2 });
      const options = { data: moons(), schedule: discrete, network, batch: 16, steps: 12, times };
      const course = { warmup: 3, decay: 'cosine', clip: 0.5, weightDecay: 0.01 } as const;
      const trained = await train({ ...options, ...course, ...more });
      const values = numbers(trained.network.parameters);
      trained.network.dispose();
      return values;
    };
    const states: Checkpoint[] = [];
    const save = async (state: Checkpoint): Promise<void> => void states.push(state);
    const whole = await run({ checkpoint: { every: 5, save } });
    expect(states.map(({ step }) => step)).toEqual([5, 10, 12]);
    const before = tf.memory().numTensors;
    for (const resume of states) expect(await run({ resume })).toEqual(whole);
    expect(tf.memory().numTensors).toBe(before);
    network.dispose();
  });

  test('a run that is stopped leaves a checkpoint of the step it reached', async () => {
    const network = small(0);
    const stop = new AbortController();
    const steps: number[] = [];
    const run = train({
      ...{ data: moons(), schedule, network, batch: 16, steps: 9, signal: stop.signal },
      onStep: ({ step }) => {
        if (step === 4) stop.abort(new Error('enough'));
      },
      checkpoint: { every: 3, save: async ({ step }) => void steps.push(step) },
    });
    await expect(run).rejects.toThrow('enough');
    expect(steps).toEqual([3, 4]);
    network.dispose();
  });

  test('batches whose gradients are averaged are one batch', async () => {
    const network = small(0);
    const run = async (batch: number, accumulate: number): Promise<number[]> => {
      const common = { data: moons(), schedule, network, times: uniformTimes(), steps: 1 };
      const states: Checkpoint[] = [];
      const save = async (state: Checkpoint): Promise<void> => void states.push(state);
      const checkpoint = { every: 1, save };
      const trained = await train({ ...common, batch, accumulate, checkpoint });
      trained.network.dispose();
      return [...(states[0]?.m ?? [])];
    };
    const [whole, parts] = [await run(96, 1), await run(24, 4)];
    // the first moment is a tenth of the gradient: sums of 96 float32 terms in another order, each below 1
    const largest = Math.max(...whole.map(Math.abs));
    expect(largest).toBeGreaterThan(1e-3);
    for (const [i, value] of whole.entries()) {
      expect(Math.abs(value - (parts[i] as number))).toBeLessThan(96 * 2 ** -24);
    }
    network.dispose();
  });

  test('clipping, weight decay and the average are what their options say', async () => {
    const network = small(0);
    const common = { data: moons(), schedule, network, batch: 16, steps: 1, learningRate: 0.1 };
    const stepOf = async (more: Partial<TrainOptions>): Promise<Checkpoint> => {
      const states: Checkpoint[] = [];
      const save = async (state: Checkpoint): Promise<void> => void states.push(state);
      (await train({ ...common, ...more, checkpoint: { every: 1, save } })).network.dispose();
      return states[0] as Checkpoint;
    };
    const norm = (values: Float32Array): number => Math.hypot(...values);
    const [plain, clipped] = [await stepOf({}), await stepOf({ clip: 1e-3 })];
    // the first moment is a tenth of the gradient; float32 sums of some hundred squares
    expect(norm(plain.m)).toBeGreaterThan(1e-3);
    expect(Math.abs(norm(clipped.m) / 1e-4 - 1)).toBeLessThan(1e-4);
    // 0.1 of weight decay takes a hundredth off at a rate of 0.1
    const start = numbers(network.parameters);
    const decayed = await stepOf({ weightDecay: 0.1 });
    for (const [i, value] of decayed.parameters.entries()) {
      const expected = (plain.parameters[i] as number) - 0.01 * (start[i] as number);
      expect(Math.abs(value - expected)).toBeLessThan(4 * 2 ** -24 * Math.max(1, Math.abs(value)));
    }
    const followed = await stepOf({ emaDecay: 0 });
    for (const [i, value] of followed.average.entries()) {
      expect(Math.abs(value - (followed.parameters[i] as number))).toBeLessThan(2 ** -22);
    }
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
  let average = tf.tensor1d([1]);
  const now = tf.tensor1d([0]);
  let expected = 1;
  for (let n = 0; n < 30; n++) {
    const next = emaUpdate(average, now, 0.6, n);
    average.dispose();
    average = next;
    expected *= Math.min(0.6, (1 + n) / (10 + n));
  }
  // thirty products in float32
  expect(Math.abs((average.dataSync<'float32'>()[0] as number) / expected - 1)).toBeLessThan(
    60 * 2 ** -24,
  );
  tf.dispose([average, now]);
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

test('the optimiser is AdamW as its authors write it', async () => {
  await useBackend('cpu');
  const [beta1, beta2, epsilon, weightDecay] = [0.9, 0.99, 1e-3, 0.1];
  const theta = [0.5, -1, 2];
  const [m, v] = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  let state = {
    parameters: tf.tensor1d(theta),
    m: tf.zeros<tf.Rank.R1>([3]),
    v: tf.zeros<tf.Rank.R1>([3]),
  };
  for (let n = 1; n <= 20; n++) {
    const rate = 0.1 / n;
    const gradient = theta.map((x, i) => Math.sin(n * (i + 1)) + x);
    for (const [i, g] of gradient.entries()) {
      m[i] = beta1 * (m[i] as number) + (1 - beta1) * g;
      v[i] = beta2 * (v[i] as number) + (1 - beta2) * g ** 2;
      const [first, second] = [
        (m[i] as number) / (1 - beta1 ** n),
        (v[i] as number) / (1 - beta2 ** n),
      ];
      const x = theta[i] as number;
      theta[i] = x - rate * (first / (Math.sqrt(second) + epsilon) + weightDecay * x);
    }
    const g = tf.tensor1d(gradient);
    state = adam(state, g, n, rate, { beta1, beta2, epsilon, weightDecay });
  }
  // twenty steps of about ten float32 roundings of numbers below 4
  for (const [i, value] of state.parameters.dataSync<'float32'>().entries()) {
    expect(Math.abs(value - (theta[i] as number))).toBeLessThan(200 * 4 * 2 ** -24);
  }
});

test('the learning rate rises to its peak, then stays or falls to 0 as a cosine', () => {
  const course = { peak: 0.5, warmup: 10, decay: 'cosine' } as const;
  const at = (n: number): number => learningRateAt(course, n, 110);
  expect([at(1), at(5), at(10), at(11)]).toEqual([0.05, 0.25, 0.5, 0.5]);
  expect(at(61)).toBeCloseTo(0.25, 12);
  expect(at(110)).toBeLessThan(0.5 * (Math.PI / 200) ** 2);
  expect(learningRateAt({ ...course, decay: 'constant' }, 90, 110)).toBe(0.5);
});

test('a run that goes astray is stopped, one that is merely noisy is not', async () => {
  await useBackend('wasm');
  const network = small(0);
  const common = { data: moons(), schedule, network, steps: 400, batch: 16 };
  await expect(train({ ...common, learningRate: 30 })).rejects.toThrow(/^train: the loss (is|div)/);
  const sound = await train({ ...common, learningRate: 0.01 });
  sound.network.dispose();
  network.dispose();
});
