import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import * as solvers from '../../solvers/index.ts';
import { useBackend } from '../../src/backend/index.ts';
import { withShare } from '../../src/certify/withShare.ts';
import { gridOf } from '../../src/grids/index.ts';
import { freshNoise, keyOf } from '../../src/noise/index.ts';
import {
  denoiserOf,
  edm,
  eightGaussians,
  gaussian,
  mixtureOf,
  reverse,
  vp,
} from '../../src/problem/index.ts';
import { DivergenceError, sample, solve, trajectory } from '../../src/sampling/index.ts';
import { float64, tensors } from '../../src/space/index.ts';
import { isBatchInvariant } from '../../src/testing/index.ts';

/** Twelve pictures of 28 x 28, black and white. */
const images = new Float64Array(12 * 784).map((_, i) => (Math.sin(i * 1.7) > 0.6 ? 1 : -1));
const all = Object.values(solvers).map((make) => make());
const schedule = vp();
/** A variance for the solvers that need one; the others do not look at it. */
const share = (t: number): number => 0.2 + 0.5 * t;
const host = reverse(withShare(eightGaussians().denoiser(schedule), share));

describe.for(all)('$name', (solver) => {
  test('the samples do not depend on the batch size', async () => {
    await isBatchInvariant(solver);
  });

  test('counts the evaluations it declares, and one for the closing step', async () => {
    const { evaluations } = await sample(host, { solver, steps: 6, samples: 2, seed: 1 });
    const warmUp = solver.warmUpEvaluations ?? 0;
    expect(evaluations).toBe(5 * solver.evaluationsPerStep + 1 + warmUp);
  });
});

describe.for(['cpu', 'wasm'] as const)('on %s', (backend) => {
  const space = tensors([2]);
  beforeAll(async () => {
    await useBackend(backend);
  });

  test.for(all)('$name leaks no tensor', async (solver) => {
    const before = tf.memory().numTensors;
    const denoiser = withShare(eightGaussians().denoiser(schedule, space), share);
    const { x } = await sample(reverse(denoiser), {
      solver,
      steps: 5,
      samples: 8,
      batch: 3,
      seed: 1,
    });
    expect(tf.memory().numTensors).toBe(before + 2);
    x.dispose();
    denoiser.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test.for(all)(
    '$name holds no more tensors at its last step than once its memory is full',
    async (solver) => {
      const denoiser = withShare(eightGaussians().denoiser(schedule, space), share);
      const held: number[] = [];
      const { x } = await sample(reverse(denoiser), {
        solver,
        steps: 30,
        samples: 4,
        seed: 1,
        onStep: () => void held.push(tf.memory().numTensors),
      });
      const full = Math.max(2, ('memory' in solver ? solver.memory : 0) ?? 0);
      expect(new Set(held.slice(full, -1)).size).toBe(1);
      expect(held.at(-1)).toBeLessThanOrEqual(held[full] ?? 0);
      tf.dispose(x);
      denoiser.dispose();
    },
  );

  test.for([
    ['a Gaussian', gaussian({ mean: Array.from({ length: 784 }, (_, i) => Math.sin(i)), sd: 0.5 })],
    ['smoothed images', mixtureOf(images, { dimension: 784, sd: 0.3 })],
  ] as const)('%s in 784 dimensions predict what they do on Float64Array', async ([, problem]) => {
    const wide = tensors([28, 28, 1]);
    const before = tf.memory().numTensors;
    const [own, exact] = [problem.denoiser(schedule, wide), problem.denoiser(schedule)];
    for (const t of [0.02, 0.3, 0.9]) {
      const x = problem
        .draw(keyOf(4), { first: 0, count: 3 })
        .map((v, i) => schedule.alpha(t) * v + schedule.sigma(t) * Math.cos(7 * i));
      const both = wide.scope(() => {
        const at = wide.fill(3, (out) => out.set(x));
        return { x0: own.predict(at, t).x0, pulled: own.pullback(at, t, at) };
      });
      const [x0, pulled] = [await wide.read(both.x0), await wide.read(both.pulled)];
      tf.dispose(both);
      const rounded = Float64Array.from(x, Math.fround);
      // logits are sums of 784 products, up to |x|^2 / (2 v): their rounding, relative to a softmax weight, is
      // 784 / (2 v) 2^-24 at most; where one image is all but certain it does not show
      const v = (0.3 * schedule.alpha(t)) ** 2 + schedule.sigma(t) ** 2;
      const tolerance = Math.max(1e-5, (784 / (2 * v)) * 2 ** -24);
      for (const [i, value] of exact.predict(rounded, t).x0.entries()) {
        expect(Math.abs((x0[i] as number) - value)).toBeLessThan(tolerance * 3);
      }
      const back = exact.pullback(rounded, t, rounded);
      const size = Math.max(...back.map(Math.abs), 1);
      for (const [i, value] of back.entries()) {
        expect(Math.abs((pulled[i] as number) - value) / size).toBeLessThan(tolerance * 30);
      }
    }
    own.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test.for(all)(
    '$name leaks nothing by break, abort, or a network that throws or returns NaN',
    async (solver) => {
      const before = tf.memory().numTensors;
      const denoiser = eightGaussians().denoiser(schedule, space);
      const problem = reverse(withShare(denoiser, share));
      const start = space.fill(4, (out) => out.fill(0.5));
      const fail = (): never => {
        throw new Error('a deterministic solver asked for noise');
      };
      const noise = solver.isStochastic
        ? freshNoise(space, keyOf(1), { first: 0, count: 4 })
        : { over: () => ({ W: fail, H: fail, normal: fail, threePoint: fail, extra: fail }) };
      const grid = gridOf([1, 0.6, 0.3, 0.1, 0]);
      for await (const { step } of trajectory(problem, { solver, grid, start, noise })) {
        if (step === 3) break;
      }
      start.dispose();
      expect(tf.memory().numTensors).toBe(before + 1);

      const stop = new AbortController();
      const reason = new Error('enough');
      const aborted = sample(problem, {
        solver,
        steps: 50,
        samples: 8,
        batch: 4,
        signal: stop.signal,
        onStep: ({ step }, { first }) => {
          if (step === 3 && first === 4) stop.abort(reason);
        },
      });
      await expect(aborted).rejects.toBe(reason);
      expect(tf.memory().numTensors).toBe(before + 1);

      // a network that throws in the middle of a step, of a solver that has several calls in one, and after some steps
      for (const [last, broken] of [
        [0, 'throws'],
        [2 * solver.evaluationsPerStep, 'throws'],
        [3 * solver.evaluationsPerStep - 1, 'throws'],
        [solver.evaluationsPerStep, 'NaN'],
      ] as const) {
        let calls = 0;
        const output = (x: tf.Tensor): tf.Tensor => {
          const made = tf.mul(x, calls >= last && broken === 'NaN' ? Number.NaN : 0.5);
          if (calls++ >= last && broken === 'throws') throw new Error('the network is out');
          return made;
        };
        const network = reverse(
          withShare(denoiserOf({ space, schedule, predicts: 'eps', output }), share),
        );
        await expect(sample(network, { solver, steps: 6, samples: 3 })).rejects.toThrow(
          broken === 'NaN' ? /not finite/ : 'the network is out',
        );
        expect(tf.memory().numTensors).toBe(before + 1);
      }
      denoiser.dispose();
      expect(tf.memory().numTensors).toBe(before);
    },
  );
});

describe('what goes wrong is named', () => {
  const broken = (from: number) =>
    reverse(
      denoiserOf({
        space: float64([1]),
        schedule,
        predicts: 'eps',
        output: (x, t) => x.map((v) => (t < from ? Number.NaN : v)),
      }),
    );

  test('a network that returns NaN: the first step and time', async () => {
    const grid = gridOf([1, 0.75, 0.5, 0.25, 0]);
    const run = sample(broken(0.6), { solver: solvers.ddim(), grid, samples: 3 });
    await expect(run).rejects.toThrow(
      'step 3 of 4 (t = 0.5 to 0.25) with ddim: the network returned values that are not finite',
    );
    await expect(run).rejects.toBeInstanceOf(DivergenceError);
  });

  test('a solver that leaves the finite numbers', async () => {
    const stiff = { space: float64([1]), velocity: (x: Float64Array) => x.map((v) => -(v ** 3)) };
    const run = solve(stiff, {
      solver: solvers.heun(),
      start: Float64Array.of(50),
      over: [0, 1],
      steps: 10,
    });
    await expect(run).rejects.toThrow('the solver left the finite numbers');
  });

  test('options', async () => {
    const solver = solvers.ddim();
    await expect(sample(host, { solver, steps: 2.5 })).rejects.toThrow(
      'steps must be a positive integer, got 2.5',
    );
    await expect(sample(host, { solver, samples: 0 })).rejects.toThrow(
      'samples must be a positive integer, got 0',
    );
    await expect(sample(host, { solver, steps: 3, grid: gridOf([1, 0]) })).rejects.toThrow(
      'grid own has 1 intervals, got steps = 3',
    );
    await expect(sample(host, { solver, grid: gridOf([2, 0]) })).rejects.toThrow(
      'must be in [0, 1], got 2',
    );
    await expect(sample(host, { solver, start: new Float64Array(3) })).rejects.toThrow(
      'sample: start must hold whole samples of 2 values, got 3 values',
    );
  });

  test.for([
    [[1, 0.5, 0.5, 0], 'neighbours must differ, got 0.5 at 1 and at 2'],
    [[1, Number.NaN, 0], 'times must be finite, got NaN at 1'],
    [[1], 'at least two times are needed, got 1'],
    [[1, -0.1], 'must be in [0, 1], got -0.1 at 1'],
  ] as const)('a plain grid of %j, however it is given', async ([list, message]) => {
    const solver = solvers.heun();
    const grid = { name: 'plain', times: Float64Array.from(list) };
    const rule = { name: 'rule', options: {}, over: () => grid };
    const start = new Float64Array(2);
    await expect(sample(host, { solver, grid })).rejects.toThrow(message);
    await expect(sample(host, { solver, grid: rule })).rejects.toThrow(message);
    await expect(solve(host, { solver, over: grid, start })).rejects.toThrow(message);
  });

  test('a start of no whole rows, and times that leave the schedule, also of an ordinary solve', async () => {
    const [solver, start] = [solvers.heun(), new Float64Array(2)];
    await expect(solve(host, { solver, over: [1, 0.5], start: start.slice(1) })).rejects.toThrow(
      'solve: start must hold whole samples of 2 values, got 1 values',
    );
    await expect(solve(host, { solver, over: [2, 0.5], start })).rejects.toThrow(
      'must be in [0, 1], got 2',
    );
  });
});

test('a rise of the grid is re-noised exactly by the forward SDE', async () => {
  // 0.3 -> 0.7 -> end: from a fixed point x the law at 0.7 is N(a x, b); 4,000 draws, 4.5 standard errors: false alarm 7e-6
  const n = 4000;
  const start = new Float64Array(2 * n).fill(0.5);
  const states: Float64Array[] = [];
  await sample(host, {
    solver: solvers.ddim(),
    grid: gridOf([0.3, 0.7, 0.3]),
    start,
    seed: 11,
    onStep: ({ x }) => void states.push(x.slice()),
  });
  const scale = schedule.alpha(0.7) / schedule.alpha(0.3);
  const variance = schedule.sigma(0.7) ** 2 - scale ** 2 * schedule.sigma(0.3) ** 2;
  const risen = states[1] ?? new Float64Array();
  const mean = risen.reduce((a, b) => a + b, 0) / risen.length;
  const spread = risen.reduce((sum, v) => sum + (v - mean) ** 2, 0) / risen.length;
  expect(Math.abs(mean - scale * 0.5)).toBeLessThan(4.5 * Math.sqrt(variance / (2 * n)));
  expect(Math.abs(spread / variance - 1)).toBeLessThan(4.5 * Math.sqrt(2 / (2 * n)));
});

test('the same seed gives the same samples, another seed others; a drawn seed repeats the run', async () => {
  const solver = solvers.ddpm();
  const first = await sample(host, { solver, samples: 5 });
  expect((await sample(host, { solver, samples: 5, seed: first.seed })).x).toEqual(first.x);
  expect((await sample(host, { solver, samples: 5 })).x).not.toEqual(first.x);
});

test('starts at the spread of data of unit variance', async () => {
  // 2,000 normals: the standard error of their variance is 3.2 %; 4.5 of them
  for (const [kind, wanted] of [
    [vp(), 1],
    [edm({ sigmaMax: 10 }), 101],
  ] as const) {
    let variance = 0;
    await sample(reverse(gaussian({ mean: [0, 0], sd: 1 }).denoiser(kind)), {
      solver: solvers.ddim(),
      steps: 1,
      seed: 2,
      onStep: ({ x, step }) => {
        if (step === 0) variance = x.reduce((sum, v) => sum + v * v, 0) / x.length;
      },
    });
    expect(Math.abs(variance / wanted - 1)).toBeLessThan(4.5 * 0.032);
  }
});
