import { describe, expect, test } from 'vitest';
import { edm, heun } from '../../solvers/index.ts';
import { InputError } from '../../src/errors/index.ts';
import { type Grid, gridOf, karras } from '../../src/grids/index.ts';
import type { NoiseSource } from '../../src/noise/index.ts';
import {
  edm as edmSchedule,
  eightGaussians,
  type ReverseDiffusion,
  reverse,
  type Schedule,
  schedules,
} from '../../src/problem/index.ts';
import { type SolverFor, sample } from '../../src/sampling/index.ts';

type F = Float64Array;
const problem = eightGaussians();
const unit = Float64Array.of(1.1, -0.4, 0.2, 0.9, -1.3, -0.7);
/** Numbers of the size of normals, one set for each step. */
const draw = (step: number): F =>
  unit.map((_, j) => 1.4 * Math.sin(12.9898 * (j + 1) + 78.233 * (step + 1)));
const never = (): F => {
  throw new Error('the churn is no part of the path');
};
const noise = (): NoiseSource<F> => ({
  over: (_t, _s, step) => ({
    extra: () => draw(step),
    normal: never,
    threePoint: never,
    W: never,
    H: never,
  }),
});

function difference(a: F, b: F): number {
  const scale = Math.max(...b.map(Math.abs));
  return Math.max(...a.map((v, i) => Math.abs(v - (b[i] as number)))) / scale;
}

interface Settings {
  readonly churn: number;
  readonly sMin: number;
  readonly sMax: number;
  readonly noise: number;
}

/** Algorithm 2 of Karras et al., line by line. */
function algorithm2(levels: ArrayLike<number>, { churn, sMin, sMax, noise: S }: Settings): F {
  const N = levels.length - 1;
  let x = unit.map((v) => v * (levels[0] as number));
  for (let i = 0; i < N; i++) {
    const [t, next] = [levels[i] as number, levels[i + 1] as number];
    const gamma = sMin <= t && t <= sMax ? Math.min(churn / N, Math.SQRT2 - 1) : 0;
    const hat = t + gamma * t;
    const [z, spread] = [draw(i), Math.sqrt(hat ** 2 - t ** 2)];
    const noisy = x.map((v, j) => v + spread * S * (z[j] as number));
    const slopeAt = (at: F, sigma: number): F => {
      const { x0 } = problem.denoiser(edmSchedule()).predict(at, sigma);
      return at.map((v, j) => (v - (x0[j] as number)) / sigma);
    };
    const d = slopeAt(noisy, hat);
    x = noisy.map((v, j) => v + (next - hat) * (d[j] as number));
    if (next === 0) continue;
    const ahead = slopeAt(x, next);
    x = noisy.map((v, j) => v + ((next - hat) * ((d[j] as number) + (ahead[j] as number))) / 2);
  }
  return x;
}

type Solver = SolverFor<F, ReverseDiffusion<F>>;
const run = async (solver: Solver, schedule: Schedule, grid: Grid, start: F): Promise<F> =>
  (await sample(reverse(problem.denoiser(schedule)), { solver, grid, start, noise })).x;

describe('edm', () => {
  // Both sides are the same numbers by other formulas, in at most 30 steps of a few roundings, which the flow, contracting
  // towards a mode, does not amplify by more than 100: 30 * 10 * 100 * 2^-53 = 3e-12.
  const rounding = 3e-12;

  // gamma from churn / N and as capped; sMin is above the last level, whose step to 0 is the loop's own
  test.for([
    { churn: 10, sMin: 0.05, sMax: 50, noise: 1.003 },
    { churn: 40, sMin: 0.01, sMax: 1, noise: 1.007 },
    { churn: 4, sMin: 0.01, sMax: Number.POSITIVE_INFINITY, noise: 1 },
    { churn: 0, sMin: 0, sMax: 80, noise: 1 },
  ])('is algorithm 2 of Karras et al. on edm: churn $churn, noise $noise', async (settings) => {
    const schedule = edmSchedule();
    const grid = karras().over(schedule, 30);
    const start = unit.map((v) => v * (grid.times[0] as number));
    const x = await run(edm(settings), schedule, grid, start);
    expect(difference(x, algorithm2(grid.times, settings))).toBeLessThan(rounding);
  });

  const churning = edm({ churn: 4, sMin: 0.1, sMax: 20 });
  const inSigma = edmSchedule({ sigmaMax: 1000 });
  test.for(
    schedules.flatMap((make) =>
      (
        [
          ['without churn is heun', edm(), heun()],
          ['with churn is itself', churning, churning],
        ] as const
      ).map(([name, solver, onEdm]) => [make().name, name, make(), solver, onEdm] as const),
    ),
  )('on %s, %s on edm, of x / alpha', async ([, , schedule, solver, onEdm]) => {
    const [from, to] = [schedule.logSnr(schedule.range.sample[0]), 3];
    const logSnrs = Array.from({ length: 21 }, (_, i) => from + (i / 20) * (to - from));
    const own = gridOf(logSnrs.map(schedule.timeOf));
    const levels = gridOf(logSnrs.map((logSnr) => Math.exp(-logSnr)));
    const [first = 0, last = 0] = [own.times[0], own.times.at(-1)];
    const start = unit.map((v) => v * (levels.times[0] as number));
    const x = await run(
      solver,
      schedule,
      own,
      start.map((v) => v * schedule.alpha(first)),
    );
    const y = await run(onEdm, inSigma, levels, start);
    expect(
      difference(
        x,
        y.map((v) => v * schedule.alpha(last)),
      ),
    ).toBeLessThan(rounding);
  });

  test('options that make no sense are refused', () => {
    expect(() => edm({ churn: -1 })).toThrow('edm: churn must be');
    expect(() => edm({ noise: 0 })).toThrow('edm: noise must be a finite number above 0, got 0');
    expect(() => edm({ sMin: 2, sMax: 1 })).toThrow(
      'edm: sMin must be at least 0 and below sMax, got 2 and 1',
    );
    expect(() => edm({ sMin: -1 })).toThrow('edm: sMin must be');
    expect(() => edm({ sMin: Number.NaN })).toThrow(InputError);
  });
});
