import { describe, expect, test } from 'vitest';
import * as solvers from '../../solvers/index.ts';
import { withShare } from '../../src/certify/withShare.ts';
import {
  gaussian,
  type PredictionWithVariance,
  type ReverseDiffusion,
  reverse,
  stepVariance,
  transition,
  vp,
} from '../../src/problem/index.ts';
import type { SolverFor } from '../../src/sampling/index.ts';
import { slope } from './refinedPath.ts';

// On Gaussian data every step is affine in the state and in its draws, so mean and variance are followed exactly,
// without Monte Carlo: one probe per draw.
type F = Float64Array;
const data = gaussian({ mean: [0.7], sd: 0.5 }).denoiser(vp());
const { schedule } = data;
const [from, to] = [0.9, 0.05];

/**
 * Rows: zero, the state, and each draw at one standard deviation. The variance is for solvers that need one; half way is right
 * for no step here.
 */
function momentsAfter(
  solver: SolverFor<F, ReverseDiffusion<F, PredictionWithVariance<F>>>,
  steps: number,
  share: (t: number, s: number) => number = () => 0.5,
): readonly [number, number] {
  const exact = (t: number): readonly [number, number] => [
    schedule.alpha(t) * 0.7,
    (schedule.alpha(t) * 0.5) ** 2 + schedule.sigma(t) ** 2,
  ];
  let [mean, variance] = exact(from);
  const at = (row: number, value: number): F =>
    Float64Array.from({ length: 5 }, (_, i) => (i === row ? value : 0));
  const lambdas = [schedule.logSnr(from), schedule.logSnr(to)] as const;
  const timeAt = (i: number): number =>
    schedule.timeOf(lambdas[0] + (i / steps) * (lambdas[1] - lambdas[0]));
  for (let i = 0; i < steps; i++) {
    const [t, s] = [timeAt(i), timeAt(i + 1)];
    const span = Math.abs(s - t);
    const noise = {
      W: () => at(2, Math.sqrt(span)),
      normal: () => at(2, 1),
      H: () => at(3, Math.sqrt(span / 12)),
      threePoint: () => at(2, Math.sqrt(span)),
      extra: () => at(4, 1),
    };
    const problem = reverse(withShare(data, () => share(t, s)));
    const { x } = solver.step({ problem, x: at(1, 1), t, s, noise, past: [] });
    const [zero = 0, state = 0, ...draws] = x;
    const gain = state - zero;
    mean = gain * mean + zero;
    variance = gain ** 2 * variance + draws.reduce((sum, draw) => sum + (draw - zero) ** 2, 0);
  }
  const [wantedMean, wantedVariance] = exact(to);
  return [Math.abs(mean - wantedMean), Math.abs(variance - wantedVariance)];
}

const weak = Object.values(solvers)
  .map((make) => make())
  .filter((solver) => solver.order.weak !== undefined);

describe('mean and variance on Gaussian data', () => {
  test('solvers are on the list', () => {
    expect(weak.length).toBeGreaterThanOrEqual(5);
  });
  test.for(weak)('$name converges with its weak order', (solver) => {
    const counts = [64, 128, 256, 512];
    const errors = counts.map((steps) => momentsAfter(solver, steps));
    for (const moment of [0, 1] as const) {
      const own = errors.map((error) => error[moment]);
      // a moment that is exact up to rounding has every order: 512 steps of a few roundings of numbers below 2
      if (Math.max(...own) < 1e-12) continue;
      const observed = -slope(counts.map(Math.log2), own.map(Math.log2));
      // exact arithmetic: what keeps the slope from its limit is the next term of the expansion, 1/N relative
      expect(observed).toBeGreaterThan((solver.order.weak ?? Number.NaN) - 0.1);
    }
  });
});

test('annealed Langevin keeps the marginals: at levels close to each other what is left is its step size', () => {
  // The stationary variance of its steps is v / (1 - e / (4 v)), at most v / (1 - size / 4) since v >= sigma^2. One
  // step forgets a share of size / 2 sigma^2 / v of the past, and between 4,000 levels v moves by 1/4000 of ln v's range.
  const size = 0.1;
  const exact = (schedule.alpha(to) * 0.5) ** 2 + schedule.sigma(to) ** 2;
  const [mean, variance] = momentsAfter(solvers.annealedLangevin({ size, repeats: 1 }), 4000);
  expect(variance / exact).toBeLessThan(1 / (1 - size / 4) - 1 + 0.02);
  expect(mean / (schedule.alpha(to) * 0.7)).toBeLessThan(0.02);
});

test('the Langevin steps of predictor-corrector keep the marginals, up to their own step size', () => {
  // A Langevin step of size e on N(m, v) has the stationary variance v / (1 - e / (2 v)); with e = 2 (snr sigma)^2 and
  // v >= sigma^2 that is v / (1 - snr^2) at most. The predictor adds its O(1/N).
  const exact = (schedule.alpha(to) * 0.5) ** 2 + schedule.sigma(to) ** 2;
  const [coarse, fine] = [128, 1024].map((steps) =>
    momentsAfter(solvers.reverseDiffusion(), steps),
  );
  const [mean, variance] = momentsAfter(solvers.predictorCorrector(), 1024);
  expect(variance / exact).toBeLessThan(1 / (1 - 0.16 ** 2) - 1 + (fine?.[1] ?? 0) / exact);
  expect(mean).toBeLessThan(coarse?.[0] ?? 0);
});

test('with the variance of x_s given x_t the steps of iddpm are exact in law, however few; fixed variances are not', () => {
  // Given x_t, x0 has the variance s^2 sigma^2 / (alpha^2 s^2 + sigma^2) and x_s, given both, that of the posterior; the mean
  // of x_s is alpha_s b / sigma_t^2 x0 + ..., so x_s given x_t is N(its mean at E[x0 | x_t], btilde + (alpha_s b / sigma_t^2)^2 Var)
  const share = (t: number, s: number): number => {
    const { small, large } = stepVariance(schedule, t, s);
    const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
    const left = (0.5 * sigma) ** 2 / ((0.5 * alpha) ** 2 + sigma ** 2);
    const gain = (schedule.alpha(s) * transition(schedule, s, t).std ** 2) / sigma ** 2;
    const found = (Math.log(Math.exp(small) + gain ** 2 * left) - small) / (large - small);
    // less spread than data of unit variance, so between the fixed ones
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(1);
    return found;
  };
  for (const steps of [1, 2, 5, 20]) {
    const [mean, variance] = momentsAfter(solvers.iddpm(), steps, share);
    // numbers below 1 after at most 20 steps of a few roundings
    expect(mean).toBeLessThan(1e-13);
    expect(variance).toBeLessThan(1e-13);
    for (const fixed of ['small', 'large'] as const) {
      const [, off] = momentsAfter(solvers.ddpm({ variance: fixed }), steps);
      // of a variance of .25; large at one step leaves b, the forward step's
      expect(off).toBeGreaterThan(0.002);
    }
  }
});
