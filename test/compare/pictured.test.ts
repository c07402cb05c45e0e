import { describe, expect, test } from 'vitest';
import { marginalDensity } from '../../src/compare/marginalDensity.ts';
import { scoreFields } from '../../src/compare/scoreFields.ts';
import { eightGaussiansSet, moons } from '../../src/data/index.ts';
import { edm, eightGaussians, ve, vp } from '../../src/problem/index.ts';

describe('fields of a score', () => {
  const exact = eightGaussians();

  test('of the law and of its own denoiser, two ways to the same score, are equal at every time', async () => {
    const denoiser = exact.denoiser(vp());
    const fields = await scoreFields(eightGaussiansSet(), vp(), { exact, denoiser, seed: 1 });
    expect(fields.map(({ logSnr }) => Math.round(2 * logSnr) + 0)).toEqual([4, 2, 0, -3]);
    for (const { exact: law, network, points, alpha, t } of fields) {
      expect(alpha).toBe(vp().alpha(t));
      expect(points).toHaveLength(2 * 15 ** 2);
      for (const [i, value] of (law ?? []).entries()) {
        // sums of eight terms of size 10 and less
        expect(Math.abs(value - (network?.[i] ?? Number.NaN))).toBeLessThan(1e-9);
      }
    }
  });

  test('are within the times that a schedule samples, each once, and none where data are not in the plane', async () => {
    const schedule = ve({ sigmaMin: 0.5, sigmaMax: 2 });
    const fields = await scoreFields(eightGaussiansSet(), schedule, { exact, seed: 1 });
    const [from, to] = schedule.range.sample;
    const times = fields.map(({ t }) => t);
    for (const t of times) expect(t >= to && t <= from).toBe(true);
    expect(new Set(times).size).toBe(times.length);
    const line = { ...moons(), dimension: 1 };
    expect(await scoreFields(line, vp(), { exact, seed: 1 })).toEqual([]);
    expect(await scoreFields(moons(), vp(), { seed: 1 })).toEqual([]);
  });
});

describe('the density over time', () => {
  const { times, places, density, isLogarithmic } = marginalDensity(eightGaussiansSet(), vp(), 1);
  const at = (i: number): Float64Array =>
    density.subarray(i * places.length, (i + 1) * places.length);

  test('is that of a standard normal variable at the noise end', () => {
    expect([isLogarithmic, times[0], times.at(-1)]).toEqual([false, 0, 1]);
    // alpha = 0.007 of data of spread 1, and a width of 3 / 64 added to a variance of 1: 0.3 % of it, and of x^2 / 2 as much
    for (const [j, x] of places.entries()) {
      expect(Math.abs((at(59)[j] ?? 0) - Math.exp(-(x ** 2) / 2))).toBeLessThan(0.01);
    }
  });

  test('is that of the data at the clean end: five places where the ring of eight has its centres', () => {
    const own = at(0);
    const peaks = places.filter(
      (_, j) => (own[j] ?? 0) > Math.max(own[j - 1] ?? 0, own[j + 1] ?? 0) && (own[j] ?? 0) > 0.2,
    );
    const centres = eightGaussians().moments().covariance[0] ?? 0;
    const radius = Math.sqrt(2 * centres);
    const expected = [-1, -Math.SQRT1_2, 0, Math.SQRT1_2, 1].map((x) => x * radius);
    expect(peaks).toHaveLength(5);
    const step = (places[1] ?? 0) - (places[0] ?? 0);
    for (const [i, peak] of peaks.entries()) {
      expect(Math.abs(peak - (expected[i] ?? 0))).toBeLessThan(1.5 * step);
    }
  });

  test('is at times of even ratio where noise grows large', () => {
    const wide = marginalDensity(moons(), edm(), 1);
    expect(wide.isLogarithmic).toBe(true);
    const ratio = (wide.times[1] ?? 0) / (wide.times[0] ?? 1);
    expect((wide.times[31] ?? 0) / (wide.times[30] ?? 1)).toBeCloseTo(ratio, 9);
  });
});
