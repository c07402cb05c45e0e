import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ddim, euler } from '../../solvers/index.ts';
import { gridOf, gridRules, uniform } from '../../src/grids/index.ts';
import {
  classifierFreeGuidance,
  classifierGuidance,
  ddpm,
  denoiserOf,
  flow,
  gaussian,
  gaussianMixture,
  levelAt,
  linear,
  type Parametrization,
  reverse,
  withScoreError,
} from '../../src/problem/index.ts';
import { sample } from '../../src/sampling/index.ts';
import { float64 } from '../../src/space/index.ts';

type F = Float64Array;
const schedule = flow();
const line = float64([1]);
const states = Float64Array.of(-2.1, -0.4, 0, 0.3, 1.7);
/** Times of the schedule, pure noise among them. */
const times = fc.oneof(fc.constant(1), fc.double({ min: 1e-3, max: 1, noNaN: true }));

/** Two Gaussians, and E[eps - x0 | x] of them: that of each, weighted by how likely it is to have made x. */
const two = { means: [-0.9, 0.6], sd: [0.5, 0.3], weights: [1, 2] };
function velocityOfTwo(x: number, t: number): number {
  let [sum, total] = [0, 0];
  for (const [k, m] of two.means.entries()) {
    const sd = two.sd[k] as number;
    const v = ((1 - t) * sd) ** 2 + t ** 2;
    const from = x - (1 - t) * m;
    const likely = ((two.weights[k] as number) * Math.exp(-(from ** 2) / (2 * v))) / Math.sqrt(v);
    // E[eps | x, k] = t from / v, E[x0 | x, k] = m + (1 - t) sd^2 from / v
    sum += likely * (((t - (1 - t) * sd ** 2) / v) * from - m);
    total += likely;
  }
  return sum / total;
}

describe('the velocity of the probability flow', () => {
  test.for([
    [
      'a Gaussian',
      gaussian({ mean: [0.7], sd: 0.4 }),
      (x: number, t: number) => {
        const v = ((1 - t) * 0.4) ** 2 + t ** 2;
        return ((t - (1 - t) * 0.4 ** 2) / v) * (x - (1 - t) * 0.7) - 0.7;
      },
    ],
    ['a mixture', gaussianMixture({ ...two, means: two.means.map((m) => [m]) }), velocityOfTwo],
  ] as const)('of %s is E[eps - x0 | x], also at pure noise', ([, exact, wanted]) => {
    const { velocity } = reverse(exact.denoiser(schedule));
    fc.assert(
      fc.property(times, (t) => {
        const v = velocity(states, t);
        for (const [i, x] of states.entries()) {
          // f x and g^2 score / 2 are up to |x| / (1 - t) and what is left of them is of the size of x: at 1 - t = 2^-k they lose k
          // of 53 bits, but never more than the last: 1 - t is a multiple of 2^-53. At t = 1e-3 the score is up to 2e3.
          const lost = t < 1 ? (1 / (1 - t) + 1 / t) * 2 ** -53 : 2 ** -53;
          expect(Math.abs((v[i] as number) - wanted(x, t))).toBeLessThan(64 * 4 * lost);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('is what a network that predicts it says, at every time', () => {
    const output = (x: F, t: number): F => x.map((value) => Math.sin(3 * value + t));
    const problem = reverse(denoiserOf({ space: line, schedule, predicts: 'velocity', output }));
    fc.assert(
      fc.property(times, (t) => {
        const [v, said] = [problem.velocity(states, t), output(states, t)];
        const lost = t < 1 ? (1 / (1 - t) + 1 / t) * 2 ** -53 : 2 ** -53;
        for (const [i, value] of said.entries()) {
          expect(Math.abs((v[i] as number) - value)).toBeLessThan(64 * 4 * lost);
        }
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  test('tends to that at pure noise, on ddpm with zeroTerminalSnr, too', () => {
    const exact = gaussianMixture({ ...two, means: two.means.map((m) => [m]) });
    for (const own of [schedule, ddpm({ betas: 'cosine', steps: 20, zeroTerminalSnr: true })]) {
      const { velocity } = reverse(exact.denoiser(own));
      const [at, near] = [velocity(states, 1), velocity(states, 1 - 2 ** -20)];
      for (const [i, value] of at.entries()) {
        // what a second derivative below 20^2 makes of the distance, and 20 bits that are lost
        expect(Math.abs(value - (near[i] as number))).toBeLessThan(400 * 2 ** -20);
        expect(Math.abs(value)).toBeGreaterThan(1e-3);
      }
    }
  });
});

describe('views of a velocity', () => {
  const levels = fc.record({
    alpha: fc.double({ min: 0, max: 1, noNaN: true }),
    sigma: fc.double({ min: 1e-3, max: 80, noNaN: true }),
  });

  test('are those of the x0 and eps that it is the difference of, at any level, without signal too', () => {
    fc.assert(
      fc.property(levels, fc.constantFrom('x0', 'eps', 'v', 'velocity'), (level, view) => {
        const [x0, eps] = [0.8, -1.3];
        const x = level.alpha * x0 + level.sigma * eps;
        const truth = { x0, eps, v: level.alpha * eps - level.sigma * x0, velocity: eps - x0 };
        const [ofX, ofOutput] = linear(view as Parametrization, 'velocity', level);
        const wanted = truth[view as keyof typeof truth];
        // some roundings of x and of sigma times views of size 1
        const size = 1 + level.sigma + level.sigma / (level.alpha + level.sigma);
        expect(Math.abs(ofX * x + ofOutput * truth.velocity - wanted)).toBeLessThan(
          (16 * 2 ** -53 * size ** 2) / Math.min(1, level.alpha + level.sigma),
        );
      }),
      { seed: 3, examples: [[{ alpha: 0, sigma: 1 }, 'x0']] },
    );
  });

  test('and of a v or an x0 the velocity is the difference of the views', () => {
    for (const from of ['x0', 'v', 'eps', 'score'] as const) {
      const level = { alpha: 0.3, sigma: 0.7 };
      const [x0, eps] = [0.8, -1.3];
      const x = 0.3 * x0 + 0.7 * eps;
      const said = { x0, eps, v: 0.3 * eps - 0.7 * x0, score: -eps / 0.7 }[from];
      const [ofX, ofOutput] = linear('velocity', from, level);
      expect(ofX * x + ofOutput * said).toBeCloseTo(eps - x0, 14);
    }
  });
});

test('euler is ddim, x_s = x + (s - t) velocity, on any grid from pure noise', async () => {
  const exact = gaussianMixture({ ...two, means: two.means.map((m) => [m]) });
  const problem = reverse(exact.denoiser(schedule));
  const inner = fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(inner, async (parts) => {
      const grid = gridOf([1, ...parts.sort((a, b) => b - a).map((part) => part / 1000)]);
      const how = { grid, start: states, seed: 1 };
      const [a, b] = [
        (await sample(problem, { ...how, solver: euler() })).x,
        (await sample(problem, { ...how, solver: ddim() })).x,
      ];
      let by = states;
      for (const [i, t] of grid.times.slice(0, -1).entries()) {
        const [x, h] = [by, (grid.times[i + 1] as number) - t];
        by = x.map((value) => value + h * velocityOfTwo(value, t));
      }
      for (const [i, value] of a.entries()) {
        // a step loses 1 / t + 1 / (1 - t) <= 2e3 roundings of numbers below 4 times its length, 13 steps together less than one of 1
        expect(Math.abs(value - (b[i] as number))).toBeLessThan(1e-11);
        expect(Math.abs(value - (by[i] as number))).toBeLessThan(1e-11);
      }
    }),
    { seed: 4, numRuns: 60 },
  );
});

describe('grids', () => {
  const training = ['consecutive', 'leading', 'trailing', 'linspace'];
  const rules = gridRules.map((make) => make()).filter(({ name }) => !training.includes(name));

  test.for(rules)('$name has finite times and levels but for its ends', (rule) => {
    const { times } = rule.over(schedule, 12);
    expect(times.every(Number.isFinite)).toBe(true);
    expect(Array.from(times.slice(1, -1), schedule.logSnr).every(Number.isFinite)).toBe(true);
    // those of levels are clipped where alpha is 2^-7, those in t are not
    const isOfTime = ['uniform', 'quadratic'].includes(rule.name);
    expect(times[0]).toBe(isOfTime ? 1 : 1 - 2 ** -7);
  });

  test("uniform is that of diffusers' FlowMatchEulerDiscreteScheduler", () => {
    // set_timesteps: linspace(1, 1 / 1000, n), and 0 behind it
    const wanted = Array.from({ length: 10 }, (_, i) => 1 + (i / 9) * (1e-3 - 1));
    for (const [i, t] of uniform().over(schedule, 10).times.entries()) {
      expect(t).toBeCloseTo(wanted[i] ?? 0, 15);
    }
  });
});

describe('where nothing is left of the data', () => {
  const output = (x: F): F => x;
  test.for(['eps', 'score'] as const)('a network that predicts %s is refused', (predicts) => {
    expect(() => denoiserOf({ space: line, schedule, predicts, output })).toThrow(
      `schedule flow: leaves nothing of the data at t = 1, where a network that predicts ${predicts} says nothing of x0; let it predict velocity, v or x0`,
    );
  });

  test('so is an error of eps', () => {
    const denoiser = gaussian({ mean: [0], sd: 1 }).denoiser(schedule);
    expect(() => withScoreError(denoiser, { size: 0.1, seed: 1 })).toThrow(
      'score error: schedule flow leaves nothing of the data at its end',
    );
  });

  test('guidance without a classifier extrapolates x0, one with a classifier is not at work', () => {
    const [of, all] = [0.9, -0.2].map((m) => gaussian({ mean: [m], sd: 0.3 }).denoiser(schedule));
    if (of === undefined || all === undefined) throw new Error('two denoisers');
    const free = classifierFreeGuidance(of, all, { scale: 3 });
    const by = classifierGuidance(all, (x) => x.map(() => 0), { scale: 3 });
    const [a, b] = [free.predict(states, 1), by.predict(states, 1)];
    for (const [i, x] of states.entries()) {
      expect(a.x0[i]).toBeCloseTo(3 * 0.9 - 2 * -0.2, 14);
      expect(b.x0[i]).toBeCloseTo(-0.2, 14);
      expect([a.eps[i], b.eps[i]]).toEqual([x, x]);
    }
    // it tends there
    const near = free.predict(states, 1 - 2 ** -20).x0;
    for (const [i, value] of a.x0.entries()) expect(near[i]).toBeCloseTo(value, 4);
  });

  test('the level is that of noise alone', () => {
    expect(levelAt(schedule, 1)).toEqual({ alpha: 0, sigma: 1 });
    expect([schedule.logSnr(1), schedule.timeOf(-Infinity)]).toEqual([-Infinity, 1]);
  });
});
