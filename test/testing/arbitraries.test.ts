import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eulerMaruyama, milstein, rk4 } from '../../solvers/index.ts';
import { requireWithin } from '../../src/grids/index.ts';
import { brownianPath, freshNoise, type Noise } from '../../src/noise/index.ts';
import { schedules } from '../../src/problem/index.ts';
import { solve } from '../../src/sampling/index.ts';
import { float64 } from '../../src/space/index.ts';
import {
  anyAdditiveSde,
  anyDiagonalSde,
  anyGrid,
  anyGridBetween,
  anyKey,
  anyLinearSde,
  anySchedule,
  anySteps,
} from '../../src/testing/index.ts';

type F = Float64Array;

test('schedules are of every kind, and fall from the start of their range as they say', () => {
  const seen = new Set<string>();
  const check = fc.property(anySchedule(), ({ name, options, range, logSnr, alpha, sigma }) => {
    seen.add(name);
    const [from, to] = range.sample;
    expect(logSnr(to), JSON.stringify(options)).toBeGreaterThan(logSnr(from));
    // what is left of the data at the start is less than a quarter of the noise
    expect(alpha(from)).toBeLessThan(sigma(from) / 4);
  });
  fc.assert(check, { seed: 1, numRuns: 200 });
  expect(seen).toEqual(new Set(schedules.map((make) => make().name)));
});

test('grids fall from the range to 0 in at most as many steps as asked for', () => {
  const check = fc.property(
    anySchedule().chain((schedule) => fc.tuple(fc.constant(schedule), anyGrid(schedule))),
    ([schedule, grid]) => {
      const { times } = grid;
      requireWithin(grid, schedule);
      expect([times[0], times.at(-1)]).toEqual([schedule.range.sample[0], 0]);
      expect(times.length).toBeLessThanOrEqual(14);
      for (let i = 1; i < times.length; i++) expect(times[i]).toBeLessThan(times[i - 1] as number);
    },
  );
  fc.assert(check, { seed: 2, numRuns: 100 });
});

test('counterexamples are told in a line each', () => {
  const drawn = fc.sample(fc.tuple(anySchedule(), anyGridBetween(0, 1), anyDiagonalSde()), {
    seed: 3,
    numRuns: 20,
  });
  for (const one of drawn) {
    expect(fc.stringify(one)).toMatch(
      /^\[[a-z-]+\([^()]*\),times 0,? [\d., e-]*1,dx = \(.* x \+ .* sin x\) dt \+ .* dw\]$/,
    );
  }
});

describe('SDEs', () => {
  const anyNoise = anyKey().map(
    (key) => (rows: number, D: number) => freshNoise(float64([D]), key, { first: 0, count: rows }),
  );

  test('the law of a linear one is where rk4 takes the equations of its moments', async () => {
    const span = fc.double({ min: 0.1, max: 1, noNaN: true });
    const check = fc.asyncProperty(anyLinearSde(), span, async (sde, to) => {
      const { space, drift, diffusion, law } = sde;
      // d mean / dt is the drift, d variance / dt = 2 a variance + g^2, a the slope of the drift
      const slope =
        (drift(new Float64Array(1).fill(1), 0)[0] ?? 0) - (drift(new Float64Array(1), 0)[0] ?? 0);
      const along = async (velocity: (x: F) => F, from: number): Promise<number> => {
        const start = new Float64Array(space.size).fill(from);
        const ode = { space, velocity };
        return (await solve(ode, { solver: rk4(), start, over: [0, to], steps: 100 })).x[0] ?? 0;
      };
      const mean = await along((x) => drift(x, 0), 0.7);
      const variance = await along((x) => x.map((v) => 2 * slope * v + diffusion.at(0) ** 2), 0);
      // rk4's error is (4 / 100)^4 / 120 of e^4 at most, for rates up to 4
      expect(law(0.7, to).mean).toBeCloseTo(mean, 5);
      expect(law(0.7, to).variance).toBeCloseTo(variance, 5);
    });
    await fc.assert(check, { seed: 4, numRuns: 30 });
  });

  test('noise that depends on time alone leaves milstein with nothing to correct', async () => {
    const cases = fc.tuple(anyAdditiveSde(), anyGridBetween(0, 1), anyKey());
    const check = fc.asyncProperty(cases, async ([sde, over, key]) => {
      const start = new Float64Array(4 * sde.space.size).fill(0.3);
      const noise = brownianPath(sde.space, key, { first: 0, count: 4 }, over.times);
      const [a, b] = [milstein(), eulerMaruyama()].map((solver) =>
        solve(sde, { solver, start, over, noise, seed: 0 }),
      );
      expect((await a)?.x).toEqual((await b)?.x);
    });
    await fc.assert(check, { seed: 5, numRuns: 30 });
  });

  test('noise that depends on the state: the correction is g dg/dx, and is what milstein adds to euler-maruyama', async () => {
    const cases = fc.tuple(anyDiagonalSde(), anyNoise, anySteps({ most: 50 }));
    const check = fc.asyncProperty(cases, async ([sde, noiseOf, steps]) => {
      const { space, diffusion } = sde;
      const start = Float64Array.from({ length: 2 * space.size }, (_, i) => Math.sin(7 * i));
      const h = 1 / steps;
      const noise = noiseOf(2, space.size);
      const { W }: Noise<F> = noise.over(0, h, 0);
      const correction = diffusion.correction(start, 0);
      const d = 1e-5;
      const slopes = [d, -d].map((step) => diffusion.at(space.shift(start, step), 0)) as [F, F];
      const one = (solver: ReturnType<typeof milstein>): Promise<{ x: F }> =>
        solve(sde, { solver, start, over: [0, h], steps: 1, noise, seed: 0 });
      const [a, b, w] = [(await one(milstein())).x, (await one(eulerMaruyama())).x, W()];
      for (const [i, value] of correction.entries()) {
        const slope = ((slopes[0][i] ?? 0) - (slopes[1][i] ?? 0)) / (2 * d);
        // d^2 / 6 and 2^-53 / d are both about 1e-11
        expect(value).toBeCloseTo((diffusion.at(start, 0)[i] ?? 0) * slope, 9);
        const added = (value * ((w[i] ?? 0) ** 2 - h)) / 2;
        expect((a[i] ?? 0) - (b[i] ?? 0)).toBeCloseTo(added, 12);
      }
    });
    await fc.assert(check, { seed: 6, numRuns: 30 });
  });
});
