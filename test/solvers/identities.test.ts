import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ddim,
  ddpm,
  deis,
  dpmpp1,
  dpmpp2m,
  dpmpp3m,
  dpmSolver1,
  dpmSolver2,
  edm,
  euler,
  eulerMaruyama,
  exponentialEulerMaruyama,
  ipndm,
  milstein,
  reverseDiffusion,
  rkmil,
  sdeDpmpp1,
  sdeDpmpp2m,
  sdeDpmpp3m,
  unip,
} from '../../solvers/index.ts';
import { consecutive, gridOf } from '../../src/grids/index.ts';
import { fillNormal, foldIn, keyOf } from '../../src/noise/index.ts';
import {
  ddpm as ddpmSchedule,
  denoiserOf,
  edm as edmSchedule,
  eightGaussians,
  gaussianMixture,
  geometricBrownianMotion,
  type ReverseDiffusion,
  reverse,
  type Schedule,
  schedules,
  vp,
} from '../../src/problem/index.ts';
import { type SolverFor, sample } from '../../src/sampling/index.ts';
import { float64 } from '../../src/space/index.ts';
import { type AnySolver, agreesWith } from '../../src/testing/index.ts';

type F = Float64Array;
type Solver = SolverFor<F, ReverseDiffusion<F>>;
const line = gaussianMixture({ means: [[-1], [0.4]], sd: [0.5, 0.8], weights: [1, 2] });

/** Largest difference relative to the largest value. */
function difference(a: F, b: F): number {
  const scale = Math.max(...a.map(Math.abs));
  return Math.max(...a.map((v, i) => Math.abs(v - (b[i] as number)))) / scale;
}

const run = async (
  solver: Solver,
  schedule: Schedule,
  grid: ReturnType<typeof gridOf>,
): Promise<F> => {
  const options = { solver, grid, samples: 20, seed: 3 };
  return (await sample(reverse(line.denoiser(schedule)), options)).x;
};

describe.for(schedules.map((make) => make()))('on schedule $name and any grid', (schedule) => {
  // Both sides are the same numbers by other formulas: a few roundings per step, at most 13 steps, amplified by at most
  // alpha_s / alpha_t per step; 1e-12 is the bound of the identities in float64.
  // Methods that hold eps subtract two terms that are alpha_s / alpha_t <= 160 times as large as x, up to 4, and what is left has a
  // size of at least 1. Each term carries, in units of 2^-53: 8 of each of two logSnr, up to 8 in size, and 16 of their difference,
  // up to 16; 14 of the alphas and sigmas in the logSnr, and as many where alphas and sigmas multiply; 6 of the views of the prediction.
  // That is 160 * 4 * 66 * 2^-53 = 5e-12 for the longest step, and all others together at most twice that.
  const cancelling = 1.5e-11;
  test.for([
    ['ddpm equals ddim(eta = 1)', ddpm(), ddim({ eta: 1 })],
    ['milstein equals euler-maruyama', milstein(), eulerMaruyama()],
    ['sde-dpmpp-1 equals ddpm', sdeDpmpp1(), ddpm()],
    ['dpmpp-1 equals ddim', dpmpp1(), ddim()],
    ['dpm-solver-1 equals ddim', dpmSolver1(), ddim(), cancelling],
    ['dpm-solver-2(r = 1) equals edm without churn', dpmSolver2({ r: 1 }), edm(), cancelling],
    ['rkmil equals euler-maruyama', rkmil(), eulerMaruyama()],
    ['unip(b = b2) equals dpmpp-2m', unip(), dpmpp2m()],
    ['deis(order = 1) equals ddim', deis({ order: 1 }), ddim(), cancelling],
    ['ipndm(order = 1) equals ddim', ipndm({ order: 1 }), ddim(), cancelling],
    // the linear part of an exploding schedule is 0
    ...(schedule.f(0.5) === 0
      ? ([
          [
            'exponential-euler-maruyama equals euler-maruyama',
            exponentialEulerMaruyama(),
            eulerMaruyama(),
          ],
        ] as const)
      : []),
  ] as readonly (readonly [string, AnySolver, AnySolver, number?])[])(
    '%s',
    async ([, a, b, tolerance = 1e-12]) => {
      await agreesWith(a, b, { schedule: fc.constant(schedule), tolerance });
    },
  );

  test.for([
    ['dpmpp-2m without a past is ddim', dpmpp2m(), ddim()],
    ['dpmpp-3m without a past is ddim', dpmpp3m(), ddim()],
    ['sde-dpmpp-2m without a past is ddpm', sdeDpmpp2m(), ddpm()],
    ['sde-dpmpp-3m without a past is ddpm', sdeDpmpp3m(), ddpm()],
  ] as const)('%s', async ([, multistep, single]) => {
    const middle = schedule.timeOf(0.3);
    const grid = gridOf([schedule.range.sample[0], middle]);
    const [a, b] = [await run(multistep, schedule, grid), await run(single, schedule, grid)];
    expect(difference(a, b)).toBeLessThan(1e-12);
  });

  test('dpmpp-2m is exact where x0 is linear in logSnr', async () => {
    // dx/dlambda of x / sigma is e^lambda x0, and 2M integrates a linear x0 to O(h^3); with x0 constant it is exact.
    const denoiser = denoiserOf({
      space: float64([1]),
      schedule,
      predicts: 'x0',
      output: (x) => x.map(() => 0.7),
    });
    const [t, s] = [schedule.timeOf(-1), schedule.timeOf(1)];
    const start = Float64Array.of(1.1);
    const options = { solver: dpmpp2m(), grid: gridOf([t, schedule.timeOf(0), s]), start };
    const { x } = await sample(reverse(denoiser), options);
    const eps = (1.1 - schedule.alpha(t) * 0.7) / schedule.sigma(t);
    const exact = schedule.alpha(s) * 0.7 + schedule.sigma(s) * eps;
    expect(Math.abs((x[0] as number) / exact - 1)).toBeLessThan(1e-12);
  });
});

test('euler on the flow of an edm schedule is ddim', async () => {
  // dx / dsigma = eps there: both are x + (s - t) eps; up to 12 steps of a few roundings of numbers that fall from 80
  const schedule = edmSchedule();
  await agreesWith(euler(), ddim(), { schedule: fc.constant(schedule), tolerance: 1e-12 });
});

test('ddpm on consecutive times is Algorithm 2 of Ho et al.', async () => {
  const N = 50;
  const betas = Array.from({ length: N }, (_, i) => 1e-3 + (i / (N - 1)) * 0.2);
  const schedule = ddpmSchedule({ betas });
  const problem = eightGaussians();
  const denoiser = problem.denoiser(schedule);
  const key = keyOf(8);
  const rows = 30;
  for (const variance of ['small', 'large'] as const) {
    const { x } = await sample(reverse(denoiser), {
      solver: ddpm({ variance }),
      grid: consecutive(),
      steps: N,
      samples: rows,
      seed: 8,
    });
    let bar = 1;
    const alphaBar = betas.map((beta) => {
      bar *= 1 - beta;
      return bar;
    });
    let y = new Float64Array(2 * rows);
    fillNormal(y, 2, foldIn(key, 'start'), 0);
    for (let i = N - 1; i >= 0; i--) {
      const [beta, now, before] = [betas[i] ?? 0, alphaBar[i] ?? 0, alphaBar[i - 1] ?? 1];
      const { eps } = denoiser.predict(y, (i + 1) / N);
      const z = new Float64Array(2 * rows);
      if (i > 0) fillNormal(z, 2, foldIn(foldIn(foldIn(key, 'noise'), N - 1 - i), 'W'), 0);
      const sigma = Math.sqrt(variance === 'large' ? beta : (beta * (1 - before)) / (1 - now));
      y = y.map(
        (v, j) =>
          (v - (beta / Math.sqrt(1 - now)) * (eps[j] as number)) / Math.sqrt(1 - beta) +
          sigma * (z[j] as number),
      );
    }
    // 50 steps of a few roundings, each amplified by at most prod 1/sqrt(1 - beta) = 15: 50 * 4 * 15 * 2^-53 = 3e-13
    expect(difference(x, y)).toBeLessThan(1e-12);
  }
});

test('reverse-diffusion on the VP is eq. 46 of Song et al.', async () => {
  const schedule = vp();
  const denoiser = line.denoiser(schedule);
  const [t, s] = [0.6, 0.55];
  const start = Float64Array.of(0.3, -1.2, 2);
  const noise = () => {
    const normal = (): F => Float64Array.of(0.5, -0.25, 1);
    return { over: () => ({ normal, W: normal, H: normal, threePoint: normal, extra: normal }) };
  };
  const { x } = await sample(reverse(denoiser), {
    solver: reverseDiffusion(),
    grid: gridOf([t, s]),
    start,
    noise,
  });
  const beta = 1 - (schedule.alpha(t) / schedule.alpha(s)) ** 2;
  const { score } = denoiser.predict(start, t);
  const expected = start.map(
    (v, i) =>
      (2 - Math.sqrt(1 - beta)) * v +
      beta * (score[i] as number) +
      Math.sqrt(beta) * (noise().over().normal()[i] as number),
  );
  expect(difference(x, expected)).toBeLessThan(1e-13);
});

test('rkmil on geometric Brownian motion is the product that its formula makes', () => {
  const { sde } = geometricBrownianMotion({ mu: 0.5, sigma: 0.6 });
  const [x, h, w] = [1.3, -0.25, 0.4];
  const draw = (): F => Float64Array.of(w);
  const noise = { W: draw, H: draw, normal: draw, threePoint: draw, extra: draw };
  const { x: end } = rkmil().step({
    problem: sde,
    x: Float64Array.of(x),
    t: 1,
    s: 1 + h,
    steps: 1,
    left: 0,
    noise,
  });
  const q = Math.sqrt(0.25);
  const slope = (0.6 * (0.5 * h + 0.6 * q)) / q;
  const wanted = x * (1 + 0.5 * h + 0.6 * w + (slope * (w * w - 0.25)) / 2);
  expect(end[0]).toBeCloseTo(wanted, 14);
});
