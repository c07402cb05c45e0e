import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { studentTail } from '../../src/metrics/index.ts';

describe("the tail of Student's t", () => {
  test('is in closed form for one and two degrees of freedom', () => {
    for (const t of [-3, -0.5, 0, 0.2, 1, 7]) {
      expect(studentTail(t, 1)).toBeCloseTo(0.5 - Math.atan(t) / Math.PI, 14);
      expect(studentTail(t, 2)).toBeCloseTo((1 - t / Math.sqrt(2 + t * t)) / 2, 14);
    }
  });

  test('is that of tables at the quantiles for 0.025', () => {
    // Abramowitz & Stegun (1964), table 26.10, to three decimals of t
    for (const [freedom, t] of [
      [3, 3.182],
      [4, 2.776],
      [9, 2.262],
      [30, 2.042],
      [120, 1.98],
    ] as const) {
      expect(studentTail(t, freedom)).toBeCloseTo(0.025, 4);
    }
  });

  test('falls in t, and its two sides make 1', () => {
    const check = fc.property(
      fc.double({ min: -30, max: 30, noNaN: true }),
      fc.integer({ min: 1, max: 200 }),
      (t, freedom) => {
        expect(studentTail(t, freedom) + studentTail(-t, freedom)).toBeCloseTo(1, 14);
        expect(studentTail(t + 0.1, freedom)).toBeLessThanOrEqual(studentTail(t, freedom) + 1e-15);
      },
    );
    fc.assert(check, { seed: 1 });
  });

  test('is 0 at infinity', () => {
    expect(studentTail(Infinity, 31)).toBeLessThan(1e-15);
    expect(studentTail(-Infinity, 31)).toBe(1);
  });
});
