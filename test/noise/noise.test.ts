import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boxMuller } from '../../src/noise/boxMuller.ts';
import {
  brownianPath,
  choose,
  fillNormal,
  fillUniform,
  foldIn,
  freshNoise,
  type Key,
  keyOf,
  split,
} from '../../src/noise/index.ts';
import { threefry } from '../../src/noise/threefry.ts';
import { float64 } from '../../src/space/index.ts';
import { anySeed } from '../../src/testing/index.ts';

const normals = (key: Key, width: number, rows: number, first = 0): Float64Array => {
  const out = new Float64Array(width * rows);
  fillNormal(out, width, key, first);
  return out;
};
const mean = (x: ArrayLike<number>, f: (v: number, i: number) => number): number => {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += f(x[i] as number, i);
  return sum / x.length;
};

describe('threefry', () => {
  // Known answers of Random123 1.14, tests/kat_vectors, threefry2x32 with 20 rounds.
  test.for([
    [
      [0, 0],
      [0, 0],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x13198a2e, 0x03707344],
      [0x243f6a88, 0x85a308d3],
      [0xc4923a9c, 0x483df7a0],
    ],
  ] as const)('key %o, counter %o', ([[k0, k1], [c0, c1], expected]) => {
    const out = new Int32Array(2);
    threefry(out, 0, k0 | 0, k1 | 0, c0 | 0, c1 | 0);
    expect([...out].map((word) => word >>> 0)).toEqual(expected);
  });
});

describe('keys', () => {
  test('recorded: the numbers of a seed change only with a major version', () => {
    expect(keyOf(7)).toEqual([7, 0]);
    expect({
      text: keyOf('seven'),
      folded: foldIn(keyOf(7), 3),
      named: foldIn(keyOf(7), 'noise'),
      normals: [...normals(foldIn(keyOf(7), 'noise'), 3, 2)],
    }).toMatchInlineSnapshot(`
      {
        "folded": [
          -270415779,
          -216868776,
        ],
        "named": [
          -1001800188,
          -995411557,
        ],
        "normals": [
          2.2246077060699463,
          -0.3246324062347412,
          1.0670112371444702,
          0.4689929783344269,
          -0.22550363838672638,
          -1.9671186208724976,
        ],
        "text": [
          -1761512416,
          -1781301720,
        ],
      }
    `);
  });

  test('different data give different keys, also a number and its digits, a name and its start', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anySeed(), { minLength: 2, maxLength: 20 }), (all) => {
        const keys = [keyOf(1), ...all.map((data) => foldIn(keyOf(1), data))];
        expect(new Set(keys.map(String)).size).toBe(keys.length);
      }),
      { seed: 1 },
    );
    const parts = split(keyOf(1), 50);
    expect(new Set(parts.map(String)).size).toBe(50);
    expect(split(keyOf(1), 3)).toEqual(parts.slice(0, 3));
  });

  test('what is no seed is named', () => {
    expect(() => keyOf('')).toThrow('seed must not be empty');
    expect(() => keyOf(1.5)).toThrow(
      'seed must be an integer within +-(2^53 - 1) or text, got 1.5',
    );
    expect(() => foldIn([0, 0], Number.NaN)).toThrow('expected an integer');
  });
});

describe('normals', () => {
  test('element d of row r depends on the key, r and d alone: on no split of rows, no array', () => {
    const shape = fc.record({
      width: fc.integer({ min: 1, max: 700 }),
      rows: fc.integer({ min: 1, max: 12 }),
      skip: fc.integer({ min: 0, max: 11 }),
      other: fc.integer({ min: 1, max: 700 }),
    });
    fc.assert(
      fc.property(shape, ({ width, rows, skip, other }) => {
        const key = keyOf('split');
        const whole = normals(key, width, rows, 5);
        const first = Math.min(skip, rows - 1);
        expect(normals(key, width, rows - first, 5 + first)).toEqual(whole.slice(first * width));
        const single = new Float32Array(width * rows);
        fillNormal(single, width, key, 5);
        expect(Float64Array.from(single)).toEqual(whole);
        const common = Math.min(width, other);
        expect(normals(key, other, 1, 5).slice(0, common)).toEqual(whole.slice(0, common));
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  test('are Box-Muller of their words to a float32 rounding', () => {
    // Cephes' polynomials have a relative error of 2^-24 each; radius, angle and the final rounding make 6 of them, and
    // the logarithm's relative error counts half in the radius. Near u = 1, ln u is as exact as its argument.
    const words = new Int32Array(2000);
    for (let i = 0; i < words.length; i += 2) threefry(words, i, 3, 4, i, 0);
    const out = new Float32Array(words.length);
    boxMuller(out, 0, words, words.length, 1);
    for (let i = 0; i < words.length; i += 2) {
      const u = (((words[i] as number) >>> 0) + 0.5) / 2 ** 32;
      const radius = Math.hypot(out[i] as number, out[i + 1] as number);
      expect(Math.abs(radius / Math.sqrt(-2 * Math.log(u)) - 1)).toBeLessThan(6 * 2 ** -24);
    }
  });

  const n = 200_000;
  const z = normals(keyOf('law'), 4, n / 4);
  // 4.5 standard errors each: false alarm 7e-6 a check, below 2e-4 for all of them.
  const far = 4.5;

  test('have the moments of N(0, 1)', () => {
    const moments = [0, 1, 0, 3, 0, 15];
    const variances = [1, 2, 15, 96, 945, 10170];
    for (const [i, moment] of moments.entries()) {
      const observed = mean(z, (v) => v ** (i + 1));
      expect(Math.abs(observed - moment) * Math.sqrt(n / (variances[i] as number))).toBeLessThan(
        far,
      );
    }
  });

  test('have its distribution, by Kolmogorov and Smirnov, and its tails', () => {
    const sorted = z.slice().sort();
    const phi = (x: number): number => {
      // Abramowitz & Stegun 7.1.26, absolute error below 1.5e-7: far below 1/sqrt(n)
      const t = 1 / (1 + (0.3275911 * Math.abs(x)) / Math.SQRT2);
      const tail =
        t *
        (0.254829592 +
          t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
      const upper = (tail * Math.exp((-x * x) / 2)) / 2;
      return x > 0 ? 1 - upper : upper;
    };
    let distance = 0;
    for (const [i, v] of sorted.entries())
      distance = Math.max(distance, Math.abs(phi(v) - (i + 0.5) / n));
    // P(sqrt(n) D > 2.5) = 2 exp(-12.5) = 7e-6
    expect(Math.sqrt(n) * distance).toBeLessThan(2.5);
    for (const [edge, probability] of [
      [3, 2.6998e-3],
      [4, 6.3342e-5],
    ] as const) {
      const count = z.filter((v) => Math.abs(v) > edge).length;
      expect(Math.abs(count - n * probability)).toBeLessThan(far * Math.sqrt(n * probability));
    }
  });

  test('are uncorrelated with neighbours in the row, with the next row, and with other steps and purposes', () => {
    const other = normals(foldIn(keyOf('law'), 1), 4, n / 4);
    const named = normals(foldIn(keyOf('law'), 'W'), 4, n / 4);
    for (const [a, b] of [
      [z.subarray(1), z.subarray(0, -1)],
      [z.subarray(4), z.subarray(0, -4)],
      [z, other],
      [other, named],
      [z.map((v) => v * v - 1), other.map((v) => v * v - 1)],
    ] as const) {
      const spread = Math.sqrt(mean(a, (v) => v * v) * mean(b, (v) => v * v));
      const correlation = mean(a, (v, i) => v * (b[i] as number)) / spread;
      expect(Math.abs(correlation) * Math.sqrt(n)).toBeLessThan(far);
    }
  });
});

describe('uniform numbers', () => {
  const n = 100_000;
  test('are uniform in (0, 1)', () => {
    const u = new Float64Array(n);
    fillUniform(u, 5, keyOf('u'), 0);
    expect(Math.min(...u.subarray(0, 1000))).toBeGreaterThan(0);
    const sorted = u.slice().sort();
    let distance = 0;
    for (const [i, v] of sorted.entries())
      distance = Math.max(distance, Math.abs(v - (i + 0.5) / n));
    expect(Math.sqrt(n) * distance).toBeLessThan(2.5); // false alarm 7e-6
  });
  test('do not depend on the split of rows', () => {
    const whole = new Float64Array(30);
    fillUniform(whole, 3, keyOf('u'), 2);
    const part = new Float64Array(12);
    fillUniform(part, 3, keyOf('u'), 5);
    expect(part).toEqual(whole.slice(9, 21));
  });
  test('choose picks every index as often', () => {
    const counts = new Float64Array(7);
    for (let row = 0; row < 70_000; row++)
      counts[choose(keyOf('c'), row, 7)] = (counts[choose(keyOf('c'), row, 7)] as number) + 1;
    const chi2 = counts.reduce((sum, c) => sum + (c - 10_000) ** 2 / 10_000, 0);
    expect(chi2).toBeLessThan(37.7); // chi-square, 6 degrees: false alarm 1.3e-6
  });
});

describe('fresh noise', () => {
  const space = float64([3]);
  const source = freshNoise(space, keyOf('fresh'), { first: 0, count: 20_000 });
  const noise = source.over(0.7, 0.45, 4);

  test('W ~ N(0, |h|) and H ~ N(0, |h|/12), independent of each other and of extra draws', () => {
    const draws = [noise.W(), noise.H(), noise.extra(0), noise.extra(1)];
    const variances = [0.25, 0.25 / 12, 1, 1];
    const n = 60_000;
    for (const [i, a] of draws.entries()) {
      const variance = variances[i] as number;
      expect(Math.abs(mean(a, (v) => v * v) / variance - 1)).toBeLessThan(4.5 * Math.sqrt(2 / n));
      for (const [j, b] of draws.entries()) {
        if (j <= i) continue;
        const covariance = mean(a, (v, k) => v * (b[k] as number));
        expect(Math.abs(covariance)).toBeLessThan(
          4.5 * Math.sqrt((variance * (variances[j] as number)) / n),
        );
      }
    }
  });

  const path = brownianPath(space, keyOf('path'), { first: 0, count: 20_000 }, [1, 0.3]);
  test.for([
    ['fresh noise', noise],
    ['a path', path.over(0.7, 0.45, 4)],
  ] as const)('three points are the W of %s rounded, with its first five moments', ([, own]) => {
    const [w, rounded] = [own.W(), own.threePoint()];
    const h = 0.7 - 0.45;
    const counts = [0, 0, 0];
    for (const [i, v] of rounded.entries()) {
      const at = w[i] as number;
      // Phi(0.967422) = 5/6
      const side = Math.abs(at) > 0.967422 * Math.sqrt(h) ? Math.sign(at) : 0;
      expect(v).toBeCloseTo(side * Math.sqrt(3 * h), 12);
      counts[side + 1] = (counts[side + 1] ?? 0) + 1;
    }
    const n = 60_000;
    for (const [i, p] of [1 / 6, 2 / 3, 1 / 6].entries()) {
      // false alarm 7e-6 each
      const off = (counts[i] ?? 0) / n - p;
      expect(Math.abs(off)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / n));
    }
  });

  test('asking twice gives the same; W is sqrt|h| times normal; rows are those of the whole draw', () => {
    expect(noise.W()).toEqual(noise.W());
    const [w, z] = [noise.W(), noise.normal()];
    for (const i of [0, 1, 500]) expect(w[i]).toBeCloseTo(0.5 * (z[i] as number), 14);
    const part = freshNoise(space, keyOf('fresh'), { first: 100, count: 2 }).over(0.7, 0.45, 4);
    expect(part.H()).toEqual(noise.H().slice(300, 306));
    expect(source.over(0.7, 0.45, 5).W()).not.toEqual(w);
  });
});
