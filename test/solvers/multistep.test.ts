import { describe, expect, test } from 'vitest';
import { deis, ipndm, pndm, rk4, unip, unipc } from '../../solvers/index.ts';
import { lagrangeWeights } from '../../solvers/lagrangeWeights.ts';
import type { DiffusionSolver, Past } from '../../solvers/solver.ts';
import { type AnySolver, certify, flowOrder } from '../../src/certify/index.ts';
import { orderOfExpansion } from '../../src/certify/observedOrder.ts';
import { gridOf } from '../../src/grids/index.ts';
import { freshNoise, keyOf } from '../../src/noise/index.ts';
import { edm, eightGaussians, gaussian, reverse, schedules, vp } from '../../src/problem/index.ts';
import { quadrature } from '../../src/problem/quadrature.ts';
import { sample } from '../../src/sampling/index.ts';

type F = Float64Array;

describe('every option keeps what it says', () => {
  test.for<AnySolver>([
    unip({ b: 'b1' }),
    ...([1, 3] as const).map((order) => unip({ order })),
    unipc({ b: 'b1' }),
    unipc({ order: 1, b: 'b1' }),
    ...([1, 3] as const).map((order) => unipc({ order })),
    ...([1, 2] as const).map((order) => deis({ order })),
    ...([1, 2, 3] as const).map((order) => deis({ order, variable: 'log-rho' })),
    pndm({ warmUp: 'heun' }),
    ...([1, 2, 3] as const).map((order) => ipndm({ order })),
  ])('$name $options', async (solver) => {
    const certificates = await certify(solver);
    expect(certificates).toMatchObject([{ claim: 'flow order', verdict: 'holds' }]);
  });
});

test.for(['b1', 'b2'] as const)(
  'unipc(b = %s) needs no flat start: its first step, corrected, is of order 2',
  async (b) => {
    const certificate = await flowOrder(unipc({ b }), 3, { from: 0.7, to: 0.1 });
    expect(certificate).toMatchObject({ verdict: 'holds' });
  },
);

test.for(['b1', 'b2'] as const)(
  'unipc(b = %s) is predict, evaluate, correct from the corrected state, as in the paper',
  async (b) => {
    const problem = reverse(eightGaussians().denoiser(vp()));
    const { alpha, sigma, logSnr } = problem.schedule;
    const times = [0.9, 0.8, 0.65, 0.6, 0.35, 0.3, 0.1];
    const start = Float64Array.from({ length: 20 }, (_, i) => 1.5 * Math.sin(12.9898 * (i + 1)));
    const { combine } = problem.space;
    const x0At = (x: F, i: number): F => problem.predict(x, times[i] as number).x0;
    const x0 = [x0At(start, 0)];
    let x: F = start;
    let predicted: F = start;
    for (let i = 0; i + 1 < times.length; i++) {
      const [t, s] = [times[i] as number, times[i + 1] as number];
      const h = logSnr(s) - logSnr(t);
      const r = i === 0 ? 1 : (logSnr(t) - logSnr(times[i - 1] as number)) / h;
      const B = b === 'b1' ? -h : Math.expm1(-h);
      const [now, before] = [x0[i] as F, (x0[i - 1] ?? x0[i]) as F];
      const held = combine([sigma(s) / sigma(t), x], [-alpha(s) * Math.expm1(-h), now]);
      const D1 = combine([1 / r, now], [-1 / r, before]);
      predicted = combine([1, held], [(-alpha(s) * B) / 2, D1]);
      x0.push(x0At(predicted, i + 1));
      const rise = combine([1, x0[i + 1] as F], [-1, now]);
      const phi2 = (h + Math.expm1(-h)) / h;
      const c1 = (phi2 + 2 * (phi2 / h - 1 / 2)) / (1 + r);
      x =
        i === 0
          ? combine([1, held], [(-alpha(s) * B) / 2, rise])
          : combine([1, held], [alpha(s) * c1, D1], [alpha(s) * (phi2 - c1), rise]);
    }
    const { x: found } = await sample(problem, {
      solver: unipc({ b }),
      grid: gridOf(times),
      start,
    });
    // six steps of some ten roundings of numbers below 3, that the flow spreads by alpha_s / alpha_t at most
    for (const [k, v] of found.entries()) {
      expect(Math.abs(v - (predicted[k] as number))).toBeLessThan(1e-12);
    }
  },
);

test('bad orders and kinds of B are named', () => {
  expect(() => deis({ order: 4 as 3 })).toThrow('deis: order must be in [1, 3], got 4');
  expect(() => deis({ order: 1.5 as 1 })).toThrow(
    'deis: order must be a positive integer, got 1.5',
  );
  expect(() => ipndm({ order: 5 as 4 })).toThrow('ipndm: order must be in [1, 4], got 5');
  expect(() => ipndm({ order: 0 as 1 })).toThrow('ipndm: order must be a positive integer, got 0');
  expect(() => unip({ b: 'b3' as 'b2' })).toThrow('unip: b must be one of b1, b2; got "b3"');
  expect(() => unipc({ b: 'b3' as 'b2' })).toThrow('unipc: b must be one of b1, b2; got "b3"');
});

describe('on grids uniform in sigma / alpha, from exact starting values', () => {
  // The flow of Gaussian data is known: x - alpha m is in proportion to the standard deviation of x.
  const [mean, sd] = [0.7, 0.5];
  const problem = reverse(gaussian({ mean: [mean], sd }).denoiser(vp()));
  const { alpha, sigma, timeOf } = problem.schedule;
  const flow = (t: number): number => alpha(t) * mean + 0.8 * Math.hypot(alpha(t) * sd, sigma(t));
  const noise = freshNoise(problem.space, keyOf(1), { first: 0, count: 1 }).over(1, 0, 0);
  const error = (solver: DiffusionSolver, steps: number): number => {
    const timeAt = (i: number): number => timeOf(-Math.log(2 - (1.5 * i) / steps));
    const seen = (i: number): Past<F> => {
      const t = timeAt(i);
      const { x0, eps } = problem.predict(Float64Array.of(flow(t)), t);
      return { t, x0, eps };
    };
    const memory = solver.memory ?? 0;
    let past = Array.from({ length: memory }, (_, j) => seen(-1 - j));
    let x = Float64Array.of(flow(timeAt(0)));
    for (let i = 0; i < steps; i++) {
      const [t, s] = [timeAt(i), timeAt(i + 1)];
      const stepped = solver.step({ problem, x, t, s, steps, left: steps - 1 - i, noise, past });
      x = Float64Array.from(stepped.x);
      past = [...(stepped.past ? [stepped.past] : []), ...past].slice(0, memory);
    }
    return Math.abs((x[0] as number) - flow(timeAt(steps)));
  };
  test.for<{ order: number; solver: DiffusionSolver }>([
    ...([1, 2, 3, 4] as const).map((order) => ({ order, solver: ipndm({ order }) })),
    { order: 4, solver: pndm() },
    { order: 3, solver: deis() },
  ])('$solver.name $solver.options has order $order', ({ order, solver }) => {
    const counts = [64, 128, 256];
    const { interval } = orderOfExpansion(
      counts.map((steps) => ({ steps, error: error(solver, steps) })),
    );
    // nearer to this order than to its neighbours
    expect(interval[0]).toBeGreaterThan(order - 0.5);
    expect(interval[1]).toBeLessThan(order + 0.5);
  });
});

test('the warm-up of pndm is rk4 on edm, where time is sigma and the flow is dx / dsigma = eps', async () => {
  const problem = reverse(eightGaussians().denoiser(edm()));
  const start = Float64Array.from({ length: 20 }, (_, i) => 8 * Math.sin(12.9898 * (i + 1)));
  const grid = gridOf([8, 5, 3, 2]);
  const [a, b] = [
    await sample(problem, { solver: pndm(), grid, start }),
    await sample(problem, { solver: rk4(), grid, start }),
  ];
  // three steps of some ten roundings of numbers up to 8
  for (const [i, v] of a.x.entries()) expect(Math.abs(v - (b.x[i] as number))).toBeLessThan(1e-13);
  expect([a.evaluations, b.evaluations]).toEqual([12, 12]);
});

test('after its warm-up pndm weighs the noises predicted at the last four states', async () => {
  const problem = reverse(eightGaussians().denoiser(edm()));
  const start = Float64Array.from({ length: 20 }, (_, i) => 8 * Math.sin(12.9898 * (i + 1)));
  const times = [8, 5, 3, 2, 1.2, 0.8];
  const states: F[] = [];
  await sample(problem, {
    solver: pndm(),
    grid: gridOf(times),
    start,
    onStep: ({ x }) => void states.push(x.slice()),
  });
  const eps = states.map((x, i) => problem.predict(x, times[i] as number).eps);
  for (const i of [3, 4]) {
    const [h, x, next] = [(times[i + 1] ?? 0) - (times[i] ?? 0), states[i] ?? [], states[i + 1]];
    for (const [k, v] of x.entries()) {
      const ago = (j: number): number => eps[i - j]?.[k] ?? Number.NaN;
      const mean = (55 * ago(0) - 59 * ago(1) + 37 * ago(2) - 9 * ago(3)) / 24;
      // some ten roundings of numbers up to 8
      expect(Math.abs((next?.[k] ?? Number.NaN) - (v + h * mean))).toBeLessThan(1e-13);
    }
  }
});

test('pndm warms up again after a rise of the grid', async () => {
  const problem = reverse(eightGaussians().denoiser(vp()));
  const times = [0.9, 0.8, 0.7, 0.6, 0.5, 0.8, 0.7, 0.6, 0.5, 0.4];
  const { evaluations } = await sample(problem, {
    solver: pndm(),
    grid: gridOf(times),
    samples: 2,
  });
  expect(evaluations).toBe(3 * 4 + 1 + (3 * 4 + 1));
});

describe.for(schedules.map((make) => make()))('on schedule $name', (schedule) => {
  // The paper's integral is over t and made of g; the weights are an integral over logSnr made of alpha and sigma. 200 panels
  // in ratio, or one for each training time, leave Gauss-Legendre only rounding; t from and to training times.
  const [from, to] = schedule.range.sample;
  const at = (share: number): number => {
    const t = from * (to / from) ** share;
    const N = schedule.trainingSteps;
    return N === undefined ? t : Math.round(t * N) / N;
  };
  test.for([
    [0, 0.05, 0.1, 0.15],
    [0.3, 0.32, 0.38, 0.5],
    [0, 0.05, 0.1, 1],
  ])('the weights of deis are the integrals of the paper, at shares %j', (shares) => {
    const [before, last, t, s] = shares.map(at) as [number, number, number, number];
    const { alpha, sigma, g, logSnr, trainingSteps: N } = schedule;
    const inner =
      N === undefined
        ? Array.from({ length: 201 }, (_, i) => t * (s / t) ** (i / 200))
        : Array.from({ length: Math.round((t - s) * N) + 1 }, (_, i) => t - i / N);
    for (const times of [[t], [t, last], [t, last, before]]) {
      const all = -sigma(s) * Math.expm1(logSnr(s) - logSnr(t));
      const weights = lagrangeWeights(schedule, times, s, all, 't');
      const scale = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
      for (const [j, own] of times.entries()) {
        const others = times.filter((_, k) => k !== j);
        const integrand = (u: number): number =>
          others.reduce((product, other) => (product * (u - other)) / (own - other), 1) *
          ((alpha(s) / alpha(u)) * (g(u) ** 2 / (2 * sigma(u))));
        const expected = inner
          .slice(1)
          .reduce((sum, end, i) => sum + quadrature(integrand, inner[i] as number, end), 0);
        expect(Math.abs((weights[j] as number) - expected) / scale).toBeLessThan(1e-12);
      }
    }
  });
});
