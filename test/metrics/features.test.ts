import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  frechet,
  frechetAtInfinity,
  frechetOfGaussians,
  gaussianFit,
  kid,
  klOfGaussians,
  measure,
  mmd,
  neighbourhoods,
  rate,
} from '../../src/metrics/index.ts';
import { fillNormal, foldIn, keyOf } from '../../src/noise/index.ts';

const key = keyOf('features');
const normals = (name: string, count: number, dimension: number): Float64Array => {
  const out = new Float64Array(count * dimension);
  fillNormal(out, dimension, foldIn(key, name), 0);
  return out;
};
const trace = (covariance: Float64Array, D: number): number =>
  Array.from({ length: D }, (_, d) => covariance[d * (D + 1)] ?? 0).reduce((sum, v) => sum + v, 0);

describe('Frechet distance', () => {
  const dimension = 5;
  const x = normals('x', 300, dimension).map((v, i) => v * (1 + (i % dimension)));

  test('of features scaled by c and moved by v is (1 - c)^2 trace + |m - c m - v|^2', () => {
    const { mean, covariance } = gaussianFit(x, dimension);
    const check = fc.property(
      fc.double({ min: 0.1, max: 4, noNaN: true }),
      fc.double({ min: -3, max: 3, noNaN: true }),
      (c, v) => {
        const { value } = frechet(
          x,
          x.map((u) => c * u + v),
          { dimension },
        );
        const moved = mean.reduce((sum, m) => sum + (m - c * m - v) ** 2, 0);
        expect(value).toBeCloseTo((1 - c) ** 2 * trace(covariance, dimension) + moved, 8);
      },
    );
    fc.assert(check, { seed: 1, numRuns: 30 });
  });

  test('is the same seen from both sides and in turned axes', () => {
    const y = normals('y', 200, dimension).map((v, i) => v * (2 + (i % 2)) + 1);
    const turned = (set: Float64Array): Float64Array =>
      set.map((v, i) => {
        const [row, d] = [i - (i % dimension), i % dimension];
        const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
        if (d === 0) return c * v - s * (set[row + 1] ?? 0);
        return d === 1 ? s * (set[row] ?? 0) + c * v : v;
      });
    const { value, error } = frechet(x, y, { dimension });
    for (const [a, b] of [
      [y, x],
      [turned(x), turned(y)],
    ] as const) {
      const other = frechet(a, b, { dimension });
      expect(other.value).toBeCloseTo(value, 9);
      expect(other.error).toBeCloseTo(error, 9);
    }
  });

  test('a feature that never changes adds nothing', () => {
    const lifted = (set: Float64Array): Float64Array =>
      Float64Array.from({ length: (set.length / dimension) * (dimension + 1) }, (_, i) => {
        const [row, d] = [Math.floor(i / (dimension + 1)), i % (dimension + 1)];
        return d === dimension ? 0.25 : (set[row * dimension + d] ?? 0);
      });
    const y = normals('y', 200, dimension);
    const plain = frechet(x, y, { dimension });
    const more = frechet(lifted(x), lifted(y), { dimension: dimension + 1 });
    expect(more.value).toBeCloseTo(plain.value, 9);
    expect(more.error).toBeCloseTo(plain.error, 9);
  });

  test('of equal laws at infinity it is 0 within four errors, where that of the samples is not', () => {
    const [a, b] = [normals('a', 1000, 20), normals('b', 1000, 20)];
    const seen = frechet(a, b, { dimension: 20 });
    const { value, error } = frechetAtInfinity(a, b, { dimension: 20, key });
    // a false alarm in 16,000; the key is fixed
    expect(Math.abs(value)).toBeLessThan(4 * error);
    expect(seen.value).toBeGreaterThan(4 * error);
  });

  test('at infinity does not mind sets that are sorted: shares of them are drawn', () => {
    const far = normals('a', 1000, 2).map((v, i) => v + (i < 1000 ? 0 : 10));
    const near = normals('b', 1000, 2).map((v, i) => v + (i < 1000 ? 10 : 0));
    const { value, error } = frechetAtInfinity(far, near, { dimension: 2, key });
    // a false alarm in 16,000; the first halves alone are 200 apart
    expect(Math.abs(value)).toBeLessThan(4 * error);
  });

  test('fewer samples than features, and features of two widths, are refused', () => {
    const few = normals('few', 5, 5);
    expect(() => frechet(few, x, { dimension })).toThrow(
      'Frechet distance: each set needs at least 6 samples of 5 values, got 25 values',
    );
    expect(() => frechetOfGaussians(gaussianFit(few, 5), gaussianFit(few, 1))).toThrow(
      'features of one width are expected, got 5 and 1',
    );
  });
});

describe('divergence of Gaussians', () => {
  test('along one axis it is the closed form', () => {
    const a = { mean: Float64Array.of(1), covariance: Float64Array.of(4) };
    const b = { mean: Float64Array.of(-1), covariance: Float64Array.of(9) };
    expect(klOfGaussians(a, b)).toBeCloseTo((4 / 9 + 4 / 9 - 1 + Math.log(9 / 4)) / 2, 14);
    expect(klOfGaussians(a, a)).toBeCloseTo(0, 14);
  });

  test('a singular covariance is named', () => {
    const flat = gaussianFit(new Float64Array(20).fill(1), 2);
    expect(() => klOfGaussians(flat, flat)).toThrow('a covariance is singular');
  });
});

describe('kernel distances', () => {
  const dimension = 3;
  const [x, y] = [normals('x', 60, dimension), normals('y', 50, dimension)];

  test('with a wide kernel the discrepancy is the square of the distance of means', () => {
    const moved = y.map((v) => v + 2);
    const { mean: a } = gaussianFit(x, dimension);
    const { mean: b } = gaussianFit(moved, dimension);
    const bandwidth = 1e4;
    const { value } = mmd(x, moved, { dimension, bandwidth });
    // k = 1 - d^2 / (2 s^2): (|a - b|^2 - variances of both means) / s^2
    const gap = a.reduce((sum, v, d) => sum + (v - (b[d] ?? 0)) ** 2, 0);
    const [ofX, ofY] = [x, moved].map(
      (set) => trace(gaussianFit(set, dimension).covariance, dimension) / (set.length / dimension),
    );
    expect(value * bandwidth ** 2).toBeCloseTo(gap - (ofX ?? 0) - (ofY ?? 0), 5);
  });

  test('the bandwidth by default is the median distance, and one of 0 is refused', () => {
    const { value } = mmd(x, y, { dimension });
    const distances = Array.from({ length: 60 * 50 }, (_, at) => {
      const [i, j] = [Math.floor(at / 50) * 3, (at % 50) * 3];
      return Math.hypot(...[0, 1, 2].map((d) => (x[i + d] ?? 0) - (y[j + d] ?? 0)));
    }).sort((p, q) => p - q);
    const bandwidth = distances[distances.length / 2] ?? 0;
    expect(value).toBeCloseTo(mmd(x, y, { dimension, bandwidth }).value, 12);
    expect(() => mmd(x, y, { dimension, bandwidth: 0 })).toThrow('must be above 0, got 0');
    const one = new Float64Array(12).fill(2);
    expect(() => mmd(one, one, { dimension })).toThrow('the median distance is 0');
  });

  test('KID is the same whichever set is first, and what the kernel says for constants', () => {
    expect(kid(x, y, { dimension }).value).toBeCloseTo(kid(y, x, { dimension }).value, 12);
    // of constants u and v: (u^2 + 1)^3 + (v^2 + 1)^3 - 2 (u v + 1)^3
    const [u, v] = [new Float64Array(12).fill(2), new Float64Array(15).fill(-1)];
    const expected = (4 + 1) ** 3 + (1 + 1) ** 3 - 2 * (-2 + 1) ** 3;
    expect(kid(u, v, { dimension })).toEqual({ value: expected, error: 0 });
  });
});

describe('precision, recall, density and coverage', () => {
  const dimension = 2;
  const k = 5;
  const [real, same] = [normals('real', 400, dimension), normals('same', 300, dimension)];

  test('of equal laws density is 1 and coverage what its formula says, within four errors', () => {
    const { density, coverage } = neighbourhoods(real, same, { dimension, k });
    expect(Math.abs(density.value - 1)).toBeLessThan(4 * density.error);
    let missed = 1;
    for (let i = 1; i <= k; i++) missed *= (400 - i) / (400 + 300 - i);
    expect(Math.abs(coverage.value - (1 - missed))).toBeLessThan(4 * coverage.error);
  });

  test('a law with one mode of two has full precision and half the recall; two of one the reverse', () => {
    const two = real.map((v, i) => v + (i % dimension === 0 && i % 4 < 2 ? 40 : 0));
    const [one, both] = [
      neighbourhoods(two, same, { dimension }),
      neighbourhoods(same, two, { dimension }),
    ];
    expect(one.precision.value).toBeGreaterThan(0.9);
    for (const half of [one.recall, one.coverage, both.precision, both.density]) {
      expect(Math.abs(half.value - 0.5)).toBeLessThan(0.05);
    }
    expect(both.recall.value).toBeGreaterThan(0.9);
  });

  test('balls are open, and a share of none is as unsure as one of so many independent samples', () => {
    const line = Float64Array.from({ length: 16 }, (_, i) => i);
    const at = (place: number) =>
      neighbourhoods(line, new Float64Array(12).fill(place), { dimension: 1, k: 1 });
    // as far from the last of the line as its neighbour is
    expect(Object.values(at(16)).map(({ value }) => value)).toEqual([0, 0, 0, 0]);
    const [few, many] = [rate(0, 12), rate(0, 16)];
    const none = { value: 0, error: 0 };
    expect(at(100)).toEqual({ precision: few, recall: many, density: none, coverage: many });
  });

  test('measured by name the first set is the real one: of one mode of its two half is recalled', async () => {
    const two = real.map((v, i) => v + (i % dimension === 0 && i % 4 < 2 ? 40 : 0));
    const { values } = await measure(two, same, { dimension, key, names: ['neighbourhoods'] });
    expect(values).toEqual(neighbourhoods(two, same, { dimension }));
    expect(values.recall?.value).toBeLessThan(0.6);
  });

  test('the order of samples changes nothing but the error, and too few are refused', () => {
    const reversed = new Float64Array(real.length);
    for (let i = 0; i < real.length; i += 2)
      reversed.set(real.subarray(i, i + 2), real.length - 2 - i);
    const [a, b] = [
      neighbourhoods(real, same, { dimension }),
      neighbourhoods(reversed, same, { dimension }),
    ];
    expect(Object.values(a).map(({ value }) => value)).toEqual(
      Object.values(b).map(({ value }) => value),
    );
    expect(() => neighbourhoods(real, same.slice(0, 20), { dimension })).toThrow(
      'precision and recall: each set needs at least 12 samples of 2 values, got 20 values',
    );
    expect(() => neighbourhoods(real, same, { dimension, k: 0 })).toThrow(
      'whole number from 1, got 0',
    );
  });
});
