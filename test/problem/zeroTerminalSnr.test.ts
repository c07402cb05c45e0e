import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mlp } from '../../models/index.ts';
import {
  ddim,
  ddpm as ddpmSolver,
  dpmpp2m,
  dpmpp3m,
  sdeDpmpp1,
  unipc,
} from '../../solvers/index.ts';
import { useBackend } from '../../src/backend/index.ts';
import { flowEnd } from '../../src/compare/reference.ts';
import { moons } from '../../src/data/index.ts';
import { trailing, uniformLogSnr } from '../../src/grids/index.ts';
import {
  ddpm,
  denoiserOf,
  gaussian,
  type ReverseDiffusion,
  reverse,
} from '../../src/problem/index.ts';
import { type SolverFor, sample } from '../../src/sampling/index.ts';
import { float64 } from '../../src/space/index.ts';
import { train } from '../../src/train/index.ts';
import diffusers from '../goldens/diffusers.json' with { type: 'json' };

type Solver = SolverFor<Float64Array, ReverseDiffusion<Float64Array>>;
const betasOf = fc.array(fc.double({ min: 1e-4, max: 0.5, noNaN: true }), {
  minLength: 2,
  maxLength: 40,
});

describe('zero terminal SNR', () => {
  test('the last time is pure noise, the first is kept, and alpha falls by the same shares', () => {
    fc.assert(
      fc.property(betasOf, (betas) => {
        const N = betas.length;
        const [plain, own] = [ddpm({ betas }), ddpm({ betas, zeroTerminalSnr: true })];
        expect([own.alpha(1), own.sigma(1), own.logSnr(1)]).toEqual([0, 1, -Infinity]);
        expect(own.timeOf(-Infinity)).toBe(1);
        expect(own.alpha(1 / N)).toBeCloseTo(plain.alpha(1 / N), 13);
        const [first, last] = [plain.alpha(1 / N), plain.alpha(1)];
        for (let i = 1; i <= N; i++) {
          const share = (plain.alpha(i / N) - last) / (first - last);
          // 40 products of a few roundings each, over a difference of at least 1e-4 / 2
          expect(Math.abs(own.alpha(i / N) / own.alpha(1 / N) - share)).toBeLessThan(1e-10);
          expect(own.alpha(i / N)).toBeLessThan(own.alpha((i - 1) / N));
        }
      }),
      { seed: 9 },
    );
  });

  test('times of the last interval are found by their levels', () => {
    const { alpha, logSnr, timeOf } = ddpm({ betas: [0.1, 0.2, 0.3], zeroTerminalSnr: true });
    for (const t of [0.7, 0.8, 0.9, 0.99, 1 - 1e-6]) {
      // alpha is linear there, and some roundings of 1 - t are those of t
      expect(timeOf(logSnr(t))).toBeCloseTo(t, 12);
      expect(alpha(t)).toBeCloseTo(3 * (1 - t) * alpha(2 / 3), 12);
    }
  });

  test.for(diffusers.rescaled)('alphas are those of diffusers 0.42.1', ({ betas, roots }) => {
    const { alpha } = ddpm({ betas, zeroTerminalSnr: true });
    for (const [i, root] of roots.entries()) {
      // 13 digits of roots and betas
      expect(Math.abs(alpha((i + 1) / roots.length) - root)).toBeLessThan(1e-11);
    }
  });

  test('grids of levels begin where abar is 2^-24, those of training times at pure noise', () => {
    for (const betas of ['linear', 'scaled-linear', 'cosine'] as const) {
      const schedule = ddpm({ betas, zeroTerminalSnr: true });
      const [level, time] = [uniformLogSnr(), trailing()].map(
        (rule) => rule.over(schedule, 9).times,
      );
      expect(schedule.alpha(level?.[0] ?? Number.NaN) ** 2 / 2 ** -24).toBeCloseTo(1, 9);
      expect(time?.[0]).toBe(1);
    }
  });

  const schedule = ddpm({ zeroTerminalSnr: true });
  const exact = gaussian({ mean: [0.5], sd: 0.3 });
  const start = Float64Array.of(-2, -0.3, 0, 1.4);
  const ended = async (solver: Solver, steps: number): Promise<Float64Array> => {
    const how = { solver, grid: trailing(), steps, start, seed: 2 };
    return (await sample(reverse(exact.denoiser(schedule)), how)).x;
  };

  test.for([ddim(), dpmpp2m(), dpmpp3m(), unipc(), unipc({ order: 3 })])(
    '$name $options goes from pure noise to where the flow ends',
    async (solver) => {
      const error = async (steps: number): Promise<number> => {
        const x = await ended(solver, steps);
        return Math.max(...x.map((v, i) => Math.abs(v - (0.5 + 0.3 * (start[i] as number)))));
      };
      // with 25 times the steps, of order 1 at least: a 25th, were it the leading term alone
      expect(await error(500)).toBeLessThan((await error(20)) / 10);
    },
  );

  test('ddpm, ddim(eta = 1) and sde-dpmpp-1 are one from pure noise, too', async () => {
    const [a, b, c] = await Promise.all(
      [ddpmSolver(), ddim({ eta: 1 }), sdeDpmpp1()].map((solver) => ended(solver, 50)),
    );
    for (const [i, v] of (a ?? []).entries()) {
      // 50 steps of a few roundings of numbers below 3
      expect(Math.abs(v - (b?.[i] ?? Number.NaN))).toBeLessThan(1e-12);
      expect(Math.abs(v - (c?.[i] ?? Number.NaN))).toBeLessThan(1e-12);
    }
  });

  test('the exact flow from pure noise keeps how many standard deviations a sample is from the mean', async () => {
    const end = await flowEnd(exact, { start, schedule, t: 1 });
    for (const [i, v] of start.entries()) {
      // the tolerance of flowEnd, 1e-6, and 2^-24
      expect(Math.abs((end[i] as number) - (0.5 + 0.3 * v))).toBeLessThan(2e-6);
    }
  });
});

describe('where nothing is left of the data', () => {
  const schedule = ddpm({ zeroTerminalSnr: true });
  const output = (x: Float64Array): Float64Array => x;
  test.for(['eps', 'score'] as const)('a network that predicts %s is refused', (predicts) => {
    const make = () => denoiserOf({ space: float64([1]), schedule, predicts, output });
    expect(make).toThrow(
      `schedule ddpm: leaves nothing of the data at t = 1, where a network that predicts ${predicts} says nothing of x0; let it predict velocity, v or x0, or leave zeroTerminalSnr out`,
    );
  });

  test('one that predicts velocity, v or x0 is not, nor eps on other schedules', () => {
    for (const predicts of ['velocity', 'v', 'x0'] as const) {
      const { x0, eps } = denoiserOf({ space: float64([1]), schedule, predicts, output }).predict(
        Float64Array.of(0.7),
        1,
      );
      expect([...x0, ...eps].every(Number.isFinite)).toBe(true);
    }
    denoiserOf({ space: float64([1]), schedule: ddpm(), predicts: 'eps', output });
  });

  test('one that predicts eps is not trained there', async () => {
    await useBackend('cpu');
    const network = mlp({ shape: [2], hidden: [4] });
    await expect(train({ data: moons(), schedule, network, steps: 1 })).rejects.toThrow(
      'schedule ddpm: leaves nothing of the data at t = 1',
    );
    network.dispose();
  });

  test('a single beta cannot be rescaled', () => {
    expect(() => ddpm({ betas: [0.1], zeroTerminalSnr: true })).toThrow(
      'ddpm: zeroTerminalSnr needs at least two betas, got 1',
    );
  });
});
