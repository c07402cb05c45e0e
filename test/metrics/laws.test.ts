import { describe, expect, test } from 'vitest';
import {
  cramerVonMises,
  modeCoverage,
  negativeLogLikelihood,
  rate,
} from '../../src/metrics/index.ts';
import { fillUniform, keyOf } from '../../src/noise/index.ts';
import { gaussian, gaussianMixture } from '../../src/problem/index.ts';

describe('negative log-likelihood', () => {
  test('of samples of a Gaussian is its entropy, within four errors', () => {
    const law = gaussian({ mean: [1, -2], sd: [2, 0.5] });
    const x = law.draw(keyOf(1), { first: 0, count: 4000 });
    const { nats, bitsPerDimension } = negativeLogLikelihood(x, law);
    const entropy = Math.log(2 * Math.PI * Math.E);
    // a false alarm in 16,000; the key is fixed
    expect(Math.abs(nats.value - entropy)).toBeLessThan(4 * nats.error);
    // the variance of ln p is D / 2 = 1; a spread from 4000 is off by a few percent
    expect(nats.error * Math.sqrt(4000)).toBeCloseTo(1, 0);
    expect(bitsPerDimension.value).toBeCloseTo(nats.value / (2 * Math.LN2), 12);
  });

  test('a sample the law does not allow is named', () => {
    const law = {
      dimension: 1,
      logDensity: (x: ArrayLike<number>) => Float64Array.from(x, (v) => (v > 2 ? -Infinity : 0)),
    };
    expect(() => negativeLogLikelihood(Float64Array.of(1, 3, 2), law)).toThrow(
      'the density of sample 1 is 0',
    );
  });
});

describe('mode coverage', () => {
  const means = Float64Array.from({ length: 16 }, (_, i) => {
    const angle = (2 * Math.PI * (i >> 1)) / 8;
    return 4 * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
  });
  const sds = new Float64Array(8).fill(0.3);
  const mixture = { dimension: 2, means, sds };
  const points = Array.from(sds, (_, k) => [means[2 * k] ?? 0, means[2 * k + 1] ?? 0]);
  const x = gaussianMixture({ means: points, sd: 0.3 }).draw(keyOf(2), { first: 0, count: 2000 });

  test('samples of a mixture are near all modes, as often as chi-squared says', () => {
    const { covered, near, shares } = modeCoverage(x, mixture);
    expect(covered.value).toBe(8);
    expect(covered.error).toBeLessThan(1e-12);
    // P(chi-squared of 2 < 8) = 1 - e^-4; four errors are a false alarm in 16,000
    expect(Math.abs(near.value - (1 - Math.exp(-4)))).toBeLessThan(4 * near.error);
    for (const share of shares)
      expect(Math.abs(share - near.value / 8)).toBeLessThan(4 * Math.sqrt(1 / 8 / 2000));
  });

  test('modes left out and samples between modes are counted', () => {
    const kept = x.filter((_, i) => (x[i - (i % 2)] ?? 0) > 1);
    const { covered } = modeCoverage(kept, mixture);
    expect(covered.value).toBe(3);
    const between = modeCoverage(new Float64Array(20), mixture);
    expect([between.covered.value, between.near.value]).toEqual([0, 0]);
  });

  test('a mode seen once may not be seen again', () => {
    const { covered } = modeCoverage(Float64Array.of(4, 0, 4, 0, 4, 0, -4, 0), mixture);
    const [often, once] = [0.25 ** 4, 0.75 ** 4];
    expect(covered.value).toBe(2);
    expect(covered.error).toBeCloseTo(Math.sqrt(often * (1 - often) + once * (1 - once)), 12);
  });
});

test('Cramer-von Mises of equal laws is 1/6 + 1 / (6 (n + m)) on average, and counts ties once', () => {
  const [n, m, runs] = [12, 8, 400];
  const values = Float64Array.from({ length: runs }, (_, run) => {
    const u = new Float64Array(n + m);
    fillUniform(u, n + m, keyOf('cramer'), run);
    return cramerVonMises(u.subarray(0, n), u.subarray(n));
  });
  const mean = values.reduce((sum, v) => sum + v, 0) / runs;
  const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / runs);
  expect(Math.abs(mean - 1 / 6 - 1 / (6 * (n + m)))).toBeLessThan((4 * sd) / Math.sqrt(runs));
  // all of x before all of y: at each of n, i / n; at each of m, 1 - j / m
  expect(cramerVonMises(Float64Array.of(1, 1), Float64Array.of(1, 1))).toBe(0);
  expect(cramerVonMises(Float64Array.of(0, 0), Float64Array.of(1, 1))).toBeCloseTo(
    (4 * 2) / 16,
    14,
  );
});

test('a rate of none or all is not sure', () => {
  expect(rate(0, 10).value).toBe(0);
  expect(rate(10, 10).error).toBeCloseTo(rate(0, 10).error, 14);
  expect(rate(0, 10).error).toBeCloseTo(Math.sqrt(11 / (144 * 13)), 14);
});
