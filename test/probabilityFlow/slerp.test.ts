import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillNormal, keyOf } from '../../src/noise/index.ts';
import { slerp } from '../../src/probabilityFlow/index.ts';

const dimension = 5;
const drawn = (seed: number, rows: number): Float64Array => {
  const out = new Float64Array(rows * dimension);
  fillNormal(out, dimension, keyOf(seed), 0);
  return out;
};
const norm = (x: ArrayLike<number>): number => Math.hypot(...Array.from(x));
const unit = (x: Float64Array): Float64Array => x.map((value) => value / norm(x));
const angle = (a: Float64Array, b: Float64Array): number => {
  const [u, v] = [unit(a), unit(b)];
  return (
    2 *
    Math.atan2(
      norm(u.map((c, i) => c - (v[i] as number))),
      norm(u.map((c, i) => c + (v[i] as number))),
    )
  );
};

describe('slerp', () => {
  const rounding = 1e-12; // sines of angles down to 1e-3 lose three digits of sixteen

  test('of unit vectors keeps their length and divides their angle by the weight', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, w) => {
        const [a, b] = [unit(drawn(seed, 1)), unit(drawn(seed - 1, 1))];
        const [c = a] = slerp(a, b, [w], { dimension });
        expect(Math.abs(norm(c) - 1)).toBeLessThan(rounding);
        expect(Math.abs(angle(a, c) - w * angle(a, b))).toBeLessThan(1e-7);
      }),
    );
  });

  test('ends at both ends, row by row, and does not care which of them is first', () => {
    const [a, b] = [drawn(1, 3), drawn(2, 3)];
    const [first, last, middle] = slerp(a, b, [0, 1, 0.3], { dimension }) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    expect(first).toEqual(a);
    expect(last).toEqual(b);
    const [turned = a] = slerp(b, a, [0.7], { dimension });
    const [alone = a] = slerp(a.subarray(5, 10), b.subarray(5, 10), [0.3], { dimension });
    for (const [i, value] of middle.entries()) {
      expect(Math.abs(value - (turned[i] as number))).toBeLessThan(rounding);
      if (i >= 5 && i < 10) expect(value).toBe(alone[i - 5]);
    }
  });

  test('of vectors that are all but parallel is on the chord', () => {
    const a = drawn(3, 1);
    const b = a.map((value, i) => value * (1 + 1e-9 * i));
    const [c = a] = slerp(a, b, [0.25], { dimension });
    for (const [i, value] of c.entries()) {
      const chord = 0.75 * (a[i] as number) + 0.25 * (b[i] as number);
      expect(Math.abs(value - chord)).toBeLessThan(rounding);
    }
    expect(slerp(a, a, [0.5], { dimension })[0]).toEqual(a);
  });

  test.for([
    [drawn(1, 1), drawn(1, 2), 'slerp: expected as many whole rows of 5 values, got 5 and 10'],
    [new Float64Array(4), new Float64Array(4), 'got 4 and 4 values'],
    [drawn(1, 1), drawn(1, 1).map((v) => -2 * v), 'slerp: rows 0 are opposite'],
    [drawn(1, 1), new Float64Array(5), 'slerp: rows 0 are not finite, or 0'],
  ] as const)('what no arc joins is refused: %#', ([a, b, message]) => {
    expect(() => slerp(a, b, [0.5], { dimension })).toThrow(message);
  });
});
