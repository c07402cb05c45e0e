import { describe, expect, test } from 'vitest';
import { ddpm, iddpm, type LearnedVarianceSolver } from '../../solvers/index.ts';
import { withShare } from '../../src/certify/withShare.ts';
import { consecutive, uniformLogSnr } from '../../src/grids/index.ts';
import { fillNormal, foldIn, keyOf } from '../../src/noise/index.ts';
import {
  ddpm as ddpmSchedule,
  denoiserWithVariance,
  eightGaussians,
  reverse,
  schedules,
} from '../../src/problem/index.ts';
import { sample } from '../../src/sampling/index.ts';
import { float64 } from '../../src/space/index.ts';

type F = Float64Array;

/** Largest difference relative to the largest value. */
function difference(a: F, b: F): number {
  const scale = Math.max(...a.map(Math.abs));
  return Math.max(...a.map((v, i) => Math.abs(v - (b[i] as number)))) / scale;
}

describe.for(schedules.map((make) => make()))('on schedule $name', (schedule) => {
  test.for([
    [0, 'small'],
    [1, 'large'],
  ] as const)('a share of %i is ddpm with the %s variance', async ([share, variance]) => {
    const problem = reverse(withShare(eightGaussians().denoiser(schedule), () => share));
    const options = { grid: uniformLogSnr(), steps: 12, samples: 20, seed: 4 };
    const run = async (solver: LearnedVarianceSolver): Promise<F> =>
      (await sample(problem, { ...options, solver })).x;
    // the same numbers by other formulas, 12 steps of a few roundings
    expect(difference(await run(iddpm()), await run(ddpm({ variance })))).toBeLessThan(1e-12);
  });
});

test('on consecutive times it is the sampler of IDDPM, each element with its own variance', async () => {
  const N = 30;
  const betas = Array.from({ length: N }, (_, i) => 1e-3 + (i / (N - 1)) * 0.3);
  const schedule = ddpmSchedule({ betas });
  /** A network of two elements a row and twice as many outputs. */
  const eps = (x: F, t: number): F => x.map((v) => v * (0.3 + 0.6 * t) + 0.1 * Math.sin(3 * v));
  const raw = (x: F, t: number): F => x.map((v, i) => Math.sin(2 * v + i + 5 * t));
  const denoiser = denoiserWithVariance({
    space: float64([2]),
    schedule,
    predicts: 'eps',
    outputs: (x, t) => ({ output: eps(x, t), raw: raw(x, t) }),
  });
  const rows = 9;
  const options = { solver: iddpm(), grid: consecutive(), steps: N, samples: rows, seed: 8 };
  const { x } = await sample(reverse(denoiser), options);
  let bar = 1;
  const alphaBar = betas.map((beta) => {
    bar *= 1 - beta;
    return bar;
  });
  const key = keyOf(8);
  let y = new Float64Array(2 * rows);
  fillNormal(y, 2, foldIn(key, 'start'), 0);
  for (let i = N - 1; i >= 0; i--) {
    const [beta, now, before] = [betas[i] ?? 0, alphaBar[i] ?? 0, alphaBar[i - 1] ?? 1];
    const [e, o] = [eps(y, (i + 1) / N), raw(y, (i + 1) / N)];
    const z = new Float64Array(2 * rows);
    if (i > 0) fillNormal(z, 2, foldIn(foldIn(foldIn(key, 'noise'), N - 1 - i), 'W'), 0);
    const [maxLog, minLog] = [Math.log(beta), Math.log((beta * (1 - before)) / (1 - now))];
    y = y.map((v, j) => {
      const mean = (v - (beta / Math.sqrt(1 - now)) * (e[j] as number)) / Math.sqrt(1 - beta);
      if (i === 0) return mean;
      const frac = ((o[j] as number) + 1) / 2;
      return mean + Math.exp((frac * maxLog + (1 - frac) * minLog) / 2) * (z[j] as number);
    });
  }
  // 30 steps of a few roundings, amplified by at most prod 1 / sqrt(1 - beta) = 15
  expect(difference(x, y)).toBeLessThan(1e-12);
});

test('predictions without a variance are refused where no type has done so', async () => {
  const problem = reverse(eightGaussians().denoiser(ddpmSchedule()));
  const solver = iddpm() as unknown as ReturnType<typeof ddpm>;
  await expect(sample(problem, { solver, samples: 2 })).rejects.toThrow(
    'iddpm: the predictions carry no variance; use a network with learnsVariance, or ddpm',
  );
});
