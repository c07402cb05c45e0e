import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  directions,
  energyDistance,
  slicedWasserstein,
  slicedWassersteinToLaw,
} from '../../src/metrics/index.ts';

const value = fc.double({ min: -5, max: 5, noNaN: true });
const set = (dimension: number): fc.Arbitrary<Float64Array> =>
  fc
    .integer({ min: 4, max: 24 })
    .chain((count) =>
      fc
        .array(value, { minLength: count * dimension, maxLength: count * dimension })
        .map((values) => Float64Array.from(values)),
    );
const two = fc
  .integer({ min: 1, max: 4 })
  .chain((dimension) =>
    fc.record({ dimension: fc.constant(dimension), x: set(dimension), y: set(dimension) }),
  );
const key = [1, 2] as const;

/** Sorted copies, each point repeated so that both sets have n m points: the definition, without the coupling's walk. */
function wassersteinOnLine(x: Float64Array, y: Float64Array): number {
  const [a, b] = [x.slice().sort(), y.slice().sort()];
  const total = a.length * b.length;
  let sum = 0;
  for (let k = 0; k < total; k++) {
    const gap = (a[Math.floor(k / b.length)] ?? 0) - (b[Math.floor(k / a.length)] ?? 0);
    sum += gap * gap;
  }
  return Math.sqrt(sum / total);
}

describe('sliced Wasserstein', () => {
  test('to a law whose quantiles are a set of samples it is that to the set', () => {
    fc.assert(
      fc.property(two, ({ dimension, x, y }) => {
        const along = directions(dimension, 5, key);
        const count = y.length / dimension;
        const quantiles = Array.from({ length: along.length / dimension }, (_, k) =>
          Float64Array.from({ length: count }, (_, r) => {
            let sum = 0;
            for (let d = 0; d < dimension; d++) {
              sum += (y[r * dimension + d] ?? 0) * (along[k * dimension + d] ?? 0);
            }
            return sum;
          }).sort(),
        );
        const options = { dimension, directions: along };
        const toSet = slicedWasserstein(x, y, options).value;
        const toLaw = slicedWassersteinToLaw(x, { ...options, quantiles }).value;
        // as below: the byte of the group moves values by 2^-44 of themselves, up to 20 here
        expect(Math.abs(toLaw - toSet)).toBeLessThan(20 * 2 ** -20);
      }),
      { seed: 8 },
    );
  });

  test('to a law its error is that of samples left out', () => {
    // to 0 alone it is the root mean square: 4 / sqrt(14) without one of seven pairs of zeros, 0 without the 4
    const x = new Float64Array(16).fill(4, 15);
    const { value, error } = slicedWassersteinToLaw(x, {
      ...{ dimension: 1, directions: directions(1, 1, key), quantiles: [new Float64Array(16)] },
    });
    expect(value).toBeCloseTo(1, 9);
    expect(error).toBeCloseTo(((7 / 8) * 4) / Math.sqrt(14), 9);
  });

  test('on the line it is the Wasserstein distance, for sets of any two sizes', () => {
    const check = fc.property(set(1), set(1), (x, y) => {
      const { value } = slicedWasserstein(x, y, {
        dimension: 1,
        directions: directions(1, 1, key),
      });
      // The group's byte moves a value by 2^-44 of itself; the root makes that at most 5 * 2^-21 where both agree.
      expect(Math.abs(value ** 2 - wassersteinOnLine(x, y) ** 2)).toBeLessThan(1e-10);
    });
    fc.assert(check, { seed: 1 });
  });

  test('of a set moved by a vector v it is |v| / sqrt(2) in the plane', () => {
    // mean over equally spaced directions of <v, e>^2 is |v|^2 / 2 exactly
    const check = fc.property(set(2), value, value, (x, v0, v1) => {
      const moved = x.map((c, i) => c + (i % 2 === 0 ? v0 : v1));
      const options = { dimension: 2, directions: directions(2, 16, key) };
      const { value } = slicedWasserstein(x, moved, options);
      expect(value ** 2).toBeCloseTo((v0 ** 2 + v1 ** 2) / 2, 9);
    });
    fc.assert(check, { seed: 1 });
  });

  test('directions are unit vectors, and in many dimensions hang on the key alone', () => {
    for (const dimension of [1, 2, 5]) {
      const vectors = directions(dimension, 8, key);
      for (let k = 0; k < vectors.length; k += dimension) {
        expect(Math.hypot(...vectors.subarray(k, k + dimension))).toBeCloseTo(1, 14);
      }
    }
    expect(directions(5, 8, key)).toEqual(directions(5, 8, key));
    expect(directions(5, 8, key)).not.toEqual(directions(5, 8, [1, 3]));
  });
});

describe('energy distance', () => {
  test('is symmetric, and the same in any order of the samples', () => {
    const check = fc.property(two, ({ dimension, x, y }) => {
      const { value } = energyDistance(x, y, { dimension });
      const reversed = new Float64Array(y.length);
      for (let i = 0; i < y.length; i += dimension) {
        reversed.set(y.subarray(i, i + dimension), y.length - dimension - i);
      }
      expect(energyDistance(y, x, { dimension }).value).toBeCloseTo(value, 12);
      expect(energyDistance(x, reversed, { dimension }).value).toBeCloseTo(value, 12);
    });
    fc.assert(check, { seed: 1 });
  });

  test('does not see coordinates that are constant: the plane agrees with space', () => {
    const check = fc.property(set(2), set(2), (x, y) => {
      const lifted = (flat: Float64Array): Float64Array =>
        Float64Array.from({ length: (flat.length / 2) * 3 }, (_, i) =>
          i % 3 === 2 ? 1.5 : (flat[Math.floor(i / 3) * 2 + (i % 3)] ?? 0),
        );
      const planar = energyDistance(x, y, { dimension: 2 });
      const spatial = energyDistance(lifted(x), lifted(y), { dimension: 3 });
      expect(spatial.value).toBeCloseTo(planar.value, 12);
      expect(spatial.error).toBeCloseTo(planar.error, 12);
    });
    fc.assert(check, { seed: 1 });
  });
});

describe('bad input', () => {
  const distances: ((x: Float64Array) => unknown)[] = [
    (x) => energyDistance(x, new Float64Array(20), { dimension: 2 }),
    (x) =>
      slicedWasserstein(x, new Float64Array(20), {
        dimension: 2,
        directions: Float64Array.of(1, 0),
      }),
  ];
  test.each(distances)('ragged, small and non-finite sets are refused in words', (distance) => {
    expect(() => distance(new Float64Array(9))).toThrow('at least 4 samples of 2 values, got 9');
    expect(() => distance(new Float64Array(6))).toThrow('at least 4 samples of 2 values, got 6');
    expect(() => distance(new Float64Array(20).fill(Number.NaN))).toThrow('must be finite');
  });
});
