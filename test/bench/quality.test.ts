import { describe, expect, test } from 'vitest';
import { benchOptions } from '../../bench/options.ts';
import { candidatesAt, sweptAt } from '../../bench/quality/candidates.ts';
import { ranked } from '../../bench/quality/choose.ts';
import { drawn, nameOf, stepsWithin } from '../../bench/quality/drawn.ts';
import { energyToLaw, meanDistance } from '../../bench/quality/energyToLaw.ts';
import { front, verdictOn } from '../../bench/quality/front.ts';
import { figuresOf } from '../../bench/quality/measure.ts';
import { components, p1, schedule, startOf } from '../../bench/quality/p1.ts';
import { rowsOf } from '../../bench/quality/tables.ts';
import { unipc } from '../../solvers/index.ts';
import { entrantsOf } from '../../src/compare/index.ts';
import { rms } from '../../src/compare/reference.ts';
import { uniformLogSnr } from '../../src/grids/index.ts';
import { keyOf } from '../../src/noise/index.ts';
import { eightGaussians, gaussian } from '../../src/problem/index.ts';

describe('P1', () => {
  test('has mean 0 and mean variance 1, and is the eight Gaussians of the package', () => {
    const { mean, covariance } = p1.moments();
    for (const m of mean) expect(m).toBeCloseTo(0, 15);
    expect(((covariance[0] as number) + (covariance[3] as number)) / 2).toBeCloseTo(1, 14);
    const x = p1.draw(keyOf(1), { first: 0, count: 8 });
    expect(p1.score(x)).toEqual(eightGaussians().score(x));
  });

  test('ends its flow where a smaller tolerance does, and where another method in logSnr does', async () => {
    const [coarse, fine] = [await startOf('ends', 64), await startOf('ends', 64, 1e-9)];
    // the last change was below the tolerance, and a round makes what is left at least 16 times smaller
    expect(rms(coarse.end, fine.end, 2)).toBeLessThan(5e-6 / 15);
    const solver = unipc({ order: 3 });
    const [label, grid] = ['unipc', uniformLogSnr({ sigmaMin: 1e-4 })];
    const { x } = await drawn({ label, solver, grid }, 800, fine.noise);
    // x0 leaves sigmaMin^2 / 2 times a score of rms sqrt(2) / sd = 13.4, 7e-8; unipc an error of order 4, below 8e-6 (250 / 800)^4
    expect(rms(x, fine.end, 2)).toBeLessThan(1.5e-7);
  });
});

describe('the energy distance to a law', () => {
  test('has distances to a Gaussian in closed form at 0 and far away', () => {
    expect(meanDistance(0)).toBeCloseTo(Math.sqrt(Math.PI / 2), 14);
    // the mean of Rice's law is r + 1 / (2 r) + 1 / (8 r^3) + 3 / (16 r^5) + ...
    for (const r of [20, 31.9, 32.1, 1e6]) {
      const series = r + 1 / (2 * r) + 1 / (8 * r ** 3);
      expect(Math.abs(meanDistance(r) - series)).toBeLessThan(0.2 / r ** 5 + 1e-15 * r);
    }
  });

  /** How many standard errors the mean of `repeats` distances of `count` draws is from what is expected. */
  function deviation(
    draw: (seed: number) => Float64Array,
    law: Parameters<typeof energyToLaw>[1],
    expected: number,
  ): number {
    const values = Array.from({ length: 300 }, (_, seed) => energyToLaw(draw(seed), law));
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    const square = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
    return Math.abs(mean - expected) / Math.sqrt(square / values.length);
  }
  const rows = { first: 0, count: 48 };

  // means of 300 are within 4.5 standard errors but once in 100,000 times; seeds are fixed
  test('is 0 on average for draws of the law', () => {
    expect(deviation((seed) => p1.draw(keyOf(seed), rows), components, 0)).toBeLessThan(4.5);
  });
  test('is that of two Gaussians for draws of another', () => {
    const law = { means: [[0, 0]], sd: 1 };
    const shifted = gaussian({ mean: [1.2, 0], sd: 1 });
    // X - Y is N((1.2, 0), 2 I), X - X' and Y - Y' are N(0, 2 I)
    const expected = 2 * Math.SQRT2 * (meanDistance(1.2 / Math.SQRT2) - meanDistance(0));
    expect(deviation((seed) => shifted.draw(keyOf(seed), rows), law, expected)).toBeLessThan(4.5);
  });
});

test('a budget is used and never exceeded', async () => {
  const { noise } = await startOf('budget', 4);
  const solvers = 'ddim,heun,rk4,dpm-solver-3,pndm,unipc(order=3)';
  for (const entrant of entrantsOf(solvers)) {
    for (const budget of [5, 15, 20]) {
      if (stepsWithin(budget, entrant) < 5) continue;
      const { evaluations } = await drawn(entrant, budget, noise);
      expect(evaluations).toBeLessThanOrEqual(budget);
      expect(evaluations + entrant.solver.evaluationsPerStep).toBeGreaterThan(budget);
    }
  }
});

test.each(front)(
  'with $evaluations evaluations from t = 1 a candidate is nearer to the flow than the front',
  async ({ evaluations, figures }) => {
    // a start that neither the sweep nor the choice has seen
    const starts = [await startOf('test', 256)];
    const [best] = await ranked(candidatesAt(evaluations), evaluations, starts);
    expect(best?.score).toBeLessThan(figures.rms.value - figures.rms.error);
    expect(best?.entrant.grid?.over(schedule, 5).times[0]).toBe(1);
  },
);

test('every candidate and every pair of the sweep has a name of its own that makes it', () => {
  for (const { evaluations } of front) {
    const names = [...candidatesAt(evaluations), ...sweptAt(evaluations)].map(nameOf);
    expect(names.length).toBeGreaterThan(500);
    expect(entrantsOf(names.join(',')).map(nameOf)).toEqual(names);
    expect(new Set(sweptAt(evaluations).map(nameOf)).size).toBe(sweptAt(evaluations).length);
  }
});

describe('the tables', () => {
  const figure = (value: number, error: number) => ({ value, error });
  test('call a difference of two standard errors of both together none', () => {
    const theirs = figure(1, 0.3);
    expect(verdictOn(figure(2, 0.4), theirs)).toBe('as good');
    expect(verdictOn(figure(2.01, 0.4), theirs)).toBe('worse');
    expect(verdictOn(figure(0.01, 0.4), theirs)).toBe('as good');
    expect(verdictOn(figure(-0.01, 0.4), theirs)).toBe('better');
  });
  test('have figures to the digits that were written down', () => {
    expect(front.map(({ figures }) => figures.rms.error)).toEqual([
      ...[0.0005, 0.0005, 0.0005, 0.0005, 0.00005].map((error) => expect.closeTo(error, 12)),
      ...[5e-5, 5e-5, 5e-6, 5e-7].map((error) => expect.closeTo(error, 12)),
    ]);
  });
  test('show both rows, and the mean of repeats with its standard error', () => {
    const repeats = [2, 4, 6].map((k) => ({ sw2: k / 100, ed: k, rms: k / 10 }));
    const ours = figuresOf(repeats);
    expect(ours.ed).toEqual({ value: 4, error: expect.closeTo(2 / Math.sqrt(3), 12) });
    const found = { evaluations: 5, pair: 'a@b', steps: 5, used: 5, ours };
    expect(rowsOf([found], ours)[0]).toEqual([
      ...['5', '0.091', '0.040 ± 0.012', 'better', '7.60', '4.00 ± 1.15', 'better'],
      ...['0.142', '0.4 ± 0.115', 'worse'],
    ]);
  });
});

test.each([
  ['--sweep', '--sweep belongs to --quality; add it'],
  ['--quality --peers', 'give one of --peers and --quality, got both'],
  ['--quality --only a', '--only belongs to --peers; add it'],
  ['--json a', '--markdown and --json belong to --peers and --quality; add one of them'],
])('the options %s are refused', (options, message) => {
  expect(() => benchOptions(options.split(' '))).toThrow(message);
});
