import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DiffusionSolver,
  dpmpp2m,
  dpmpp2s,
  dpmpp3m,
  dpmSolver2,
  dpmSolver3,
  exponentialEulerMaruyama,
  heun,
  sdeDpmpp2m,
  sdeDpmpp3m,
  unip,
} from '../../solvers/index.ts';
import { factorial, phi } from '../../solvers/phi.ts';
import { gridOf } from '../../src/grids/index.ts';
import {
  denoiserOf,
  edm,
  gaussianMixture,
  type Ode,
  reverse,
  type Schedule,
  schedules,
  vp,
} from '../../src/problem/index.ts';
import { sample, solve } from '../../src/sampling/index.ts';
import { float64 } from '../../src/space/index.ts';

type F = Float64Array;
const line = float64([1]);
const mixture = gaussianMixture({ means: [[-1], [0.4]], sd: [0.5, 0.8], weights: [1, 2] });

test('the phi functions meet their recursion, and their values at 0', () => {
  for (const k of [1, 2, 3]) expect(phi(k, 0) * factorial(k)).toBe(1);
  fc.assert(
    fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (z) => {
      // from above phi_(k-1) loses no digits: a rounding each of the product and the sum, and those of phi_k, up to a few in
      // a difference of numbers that are at most 2 |z| of it
      for (const k of [1, 2, 3]) {
        const below = k === 1 ? Math.exp(z) : phi(k - 1, z);
        const scale = Math.abs(z * phi(k, z)) + 1 / factorial(k - 1);
        expect(Math.abs(z * phi(k, z) + 1 / factorial(k - 1) - below) / scale).toBeLessThan(4e-16);
      }
    }),
    { seed: 4, numRuns: 300 },
  );
});

/** A polynomial in lambda by its value and derivatives. */
const polynomial = (coefficients: readonly number[], lambda: number): readonly number[] => {
  const [c0 = 0, c1 = 0, c2 = 0] = coefficients;
  return [c0 + c1 * lambda + c2 * lambda ** 2, c1 + 2 * c2 * lambda, 2 * c2];
};

/** A step from the last of some levels to lambda = 1, whose x0 or eps is a polynomial in lambda; draws are zero. */
function stepOf(
  solver: DiffusionSolver,
  schedule: Schedule,
  predicts: 'x0' | 'eps',
  coefficients: readonly number[],
  lambdas: readonly number[],
): readonly [x: number, t: number, s: number] {
  const valueAt = (t: number): F =>
    Float64Array.of(polynomial(coefficients, schedule.logSnr(t))[0] as number);
  // asked at levels with signal alone, where eps is told of x0 on every schedule
  const [from, to] = schedule.range.sample;
  const asked = { ...schedule, range: { ...schedule.range, train: [to, from] as const } };
  const problem = reverse(
    denoiserOf({ space: line, schedule: asked, predicts, output: (_x, t) => valueAt(t) }),
  );
  const [t = 0, ...before] = [...lambdas].reverse().map(schedule.timeOf);
  const s = schedule.timeOf(1);
  const zero = (): F => Float64Array.of(0);
  const { x } = solver.step({
    problem,
    x: Float64Array.of(start),
    t,
    s,
    steps: 1,
    left: 0,
    noise: { W: zero, H: zero, normal: zero, threePoint: zero, extra: zero },
    past: before.map((time) => ({ t: time, x0: valueAt(time) })),
  });
  return [x[0] as number, t, s];
}
const start = 1.1;

describe.for(schedules.map((make) => make()))('on schedule $name', (schedule) => {
  const { alpha, sigma, logSnr } = schedule;
  // numbers of order 1 up to the ratio of two alphas, after some ten roundings
  const rounding = 1e-13;

  // by parts: int e^(c lambda) p = e^(c lambda) (p / c - p' / c^2 + p'' / c^3)
  test.for([
    ['dpmpp-3m', dpmpp3m(), 1, [0.7, -0.4, 0.3], [-1.1, -0.4, 0.2]],
    ['dpmpp-3m', dpmpp3m(), 1, [0.7, -0.4], [-0.4, 0.2]],
    ['unip', unip({ order: 3 }), 1, [0.7, -0.4, 0.3], [-1.1, -0.4, 0.2]],
    ['sde-dpmpp-3m', sdeDpmpp3m(), 2, [0.7, -0.4, 0.3], [-1.1, -0.4, 0.2]],
    ['sde-dpmpp-3m', sdeDpmpp3m(), 2, [0.7, -0.4], [-0.4, 0.2]],
    ['dpmpp-2m', dpmpp2m(), 1, [0.7], [-0.4, 0.2]],
    ['sde-dpmpp-2m', sdeDpmpp2m(), 2, [0.7], [-0.4, 0.2]],
  ] as const)(
    'the mean of %s is exact where x0 is a polynomial of its degree',
    ([, solver, c, x0, lambdas]) => {
      const [x, t, s] = stepOf(solver, schedule, 'x0', x0, lambdas);
      const h = logSnr(s) - logSnr(t);
      const integral = (lambda: number): number => {
        const [p = 0, slope = 0, bend = 0] = polynomial(x0, lambda);
        return p - slope / c + bend / c ** 2;
      };
      const carried = (sigma(s) / sigma(t)) * Math.exp(-(c - 1) * h) * start;
      const fed = alpha(s) * (integral(logSnr(s)) - Math.exp(-c * h) * integral(logSnr(t)));
      expect(Math.abs(x / (carried + fed) - 1)).toBeLessThan(rounding);
    },
  );

  test.for([
    [1 / 3, 2 / 3],
    [0.8, 0.5],
  ] as const)('dpm-solver-3 with r1 = %f, r2 = %f is exact where eps is a line', ([r1, r2]) => {
    const eps = [0.3, 0.5] as const;
    const [x, t, s] = stepOf(dpmSolver3({ r1, r2 }), schedule, 'eps', eps, [-0.2]);
    const h = logSnr(s) - logSnr(t);
    const integral = (lambda: number): number => {
      const [p = 0, slope = 0] = polynomial(eps, lambda);
      return p + slope;
    };
    const fed = sigma(s) * (Math.exp(h) * integral(logSnr(t)) - integral(logSnr(s)));
    const exact = (alpha(s) / alpha(t)) * start - fed;
    expect(Math.abs(x / exact - 1)).toBeLessThan(rounding);
  });

  test('dpmpp-2s with r = 1 is Heun in alpha / sigma, of x / sigma', async () => {
    const denoiser = mixture.denoiser(schedule);
    const inRatio: Ode<F> = {
      space: line,
      velocity: (y, ratio) => {
        const t = schedule.timeOf(Math.log(ratio));
        return denoiser.predict(line.combine([sigma(t), y]), t).x0;
      },
    };
    const lambdas = Array.from({ length: 9 }, (_, i) => -2 + i / 2);
    const times = lambdas.map(schedule.timeOf);
    const [first = 0, last = 0] = [times[0], times.at(-1)];
    const y = Float64Array.of(0.6, -1.3);
    const { x } = await sample(reverse(denoiser), {
      solver: dpmpp2s({ r: 1 }),
      grid: gridOf(times),
      start: y.map((v) => v * sigma(first)),
    });
    const { x: reached } = await solve(inRatio, {
      solver: heun(),
      start: y,
      over: gridOf(lambdas.map(Math.exp)),
    });
    for (const [i, v] of reached.entries()) {
      // eight steps, and sigma of a time that was found from lambda, to rounding
      expect(Math.abs((x[i] as number) / (v * sigma(last)) - 1)).toBeLessThan(1e-12);
    }
  });
});

test('dpm-solver-2 with r = 1/2 on edm is the midpoint rule through the geometric mean', async () => {
  const denoiser = mixture.denoiser(edm());
  const [t, s] = [3, 0.8];
  const x = Float64Array.of(1.7, -0.9);
  const m = Math.sqrt(t * s);
  const { eps } = denoiser.predict(x, t);
  const u = x.map((v, i) => v + (m - t) * (eps[i] as number));
  const ahead = denoiser.predict(u, m).eps;
  const run = { solver: dpmSolver2(), grid: gridOf([t, s]), start: x };
  const { x: reached } = await sample(reverse(denoiser), run);
  for (const [i, v] of x.entries()) {
    const expected = v + (s - t) * (ahead[i] as number);
    expect(Math.abs((reached[i] as number) / expected - 1)).toBeLessThan(1e-14);
  }
});

test('exponential-euler-maruyama is exact where f, g and the score are constant: two halves of a step make the whole', () => {
  const [f, g] = [-0.7, 1.3];
  const still = { ...vp(), alpha: () => 1, sigma: () => 1, f: () => f, g: () => g };
  const output = (x: F): F => x.map(() => 0.4);
  const problem = reverse(denoiserOf({ space: line, schedule: still, predicts: 'eps', output }));
  const end = (x: number, t: number, s: number, z: number): number => {
    const draw = (): F => Float64Array.of(z);
    const noise = { W: draw, H: draw, normal: draw, threePoint: draw, extra: draw };
    const at = { problem, x: Float64Array.of(x), t, s, steps: 1, left: 0, noise, past: [] };
    return exponentialEulerMaruyama().step(at).x[0] as number;
  };
  const [t, m, s] = [0.9, 0.6, 0.3];
  const spread = (from: number, to: number): number => end(0, from, to, 1) - end(0, from, to, 0);
  // numbers of order 1 after some ten roundings
  expect(end(end(1.2, t, m, 0), m, s, 0)).toBeCloseTo(end(1.2, t, s, 0), 13);
  const carried = end(1, m, s, 0) - end(0, m, s, 0);
  expect(Math.hypot(carried * spread(t, m), spread(m, s))).toBeCloseTo(spread(t, s), 13);
});

test('shares of a step outside (0, 1] are refused', () => {
  expect(() => dpmSolver2({ r: 0 })).toThrow(
    'dpm-solver-2: r must be above 0 and at most 1, got 0',
  );
  expect(() => dpmpp2s({ r: 1.1 })).toThrow('dpmpp-2s: r must be');
  expect(() => dpmSolver3({ r1: -1 })).toThrow('dpm-solver-3: r1 must be');
  expect(() => dpmSolver3({ r2: Number.NaN })).toThrow('dpm-solver-3: r2 must be');
});
