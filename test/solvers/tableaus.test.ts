import { describe, expect, test } from 'vitest';
import { sra1Tableau } from '../../solvers/sra1.ts';
import { sriw1Tableau } from '../../solvers/sriw1.ts';

type Row = readonly number[];
const sum = (a: Row): number => a.reduce((total, v) => total + v, 0);
const dot = (a: Row, b: Row): number => sum(a.map((v, i) => v * (b[i] ?? 0)));
const times = (A: readonly Row[], v: Row): number[] => A.map((row) => dot(row, v));
const power = (a: Row, n: number): number[] => a.map((v) => v ** n);

// Sums of at most sixteen products of small fractions: a handful of roundings of numbers up to 10.
const expectMet = (conditions: Readonly<Record<string, readonly [number, number]>>): void => {
  for (const [name, [value, wanted]] of Object.entries(conditions)) {
    expect(Math.abs(value - wanted), name).toBeLessThan(1e-14);
  }
};

describe('order conditions of strong order 1.5', () => {
  test('SRA1 meets those of additive noise', () => {
    const { alpha, A0, B0, c0, c1, b1, b2 } = sra1Tableau;
    const one = alpha.map(() => 1);
    expectMet({
      'alpha 1': [sum(alpha), 1],
      'b1 1': [sum(b1), 1],
      'b2 1': [sum(b2), 0],
      'b1 c1': [dot(b1, c1), 1],
      'b2 c1': [dot(b2, c1), -1],
      'alpha B0 1': [dot(alpha, times(B0, one)), 1],
      'alpha A0 1': [dot(alpha, times(A0, one)), 1 / 2],
      'alpha (B0 1)^2': [dot(alpha, power(times(B0, one), 2)), 3 / 2],
    });
    for (const [i, row] of times(A0, one).entries())
      expect(row).toBeCloseTo(c0[i] ?? Number.NaN, 14);
  });

  test('SRIW1 meets those of diagonal noise', () => {
    // The 25 conditions of Rossler (2010), SIAM J. Numer. Anal. 48:922, theorem 5.1.
    const { alpha, A0, B0, A1, B1, b1, b2, b3, b4, c0, c1 } = sriw1Tableau;
    const one = alpha.map(() => 1);
    const [a, b] = [times(A1, one), times(B1, one)];
    const bb = times(B1, b);
    expectMet({
      'alpha 1': [sum(alpha), 1],
      'b1 1': [sum(b1), 1],
      'b2 1': [sum(b2), 0],
      'b3 1': [sum(b3), 0],
      'b4 1': [sum(b4), 0],
      'b1 B1': [dot(b1, b), 0],
      'b2 B1': [dot(b2, b), 1],
      'b3 B1': [dot(b3, b), 0],
      'b4 B1': [dot(b4, b), 0],
      'alpha A0': [dot(alpha, times(A0, one)), 1 / 2],
      'alpha B0': [dot(alpha, times(B0, one)), 1],
      'alpha B0^2': [dot(alpha, power(times(B0, one), 2)), 3 / 2],
      'b1 A1': [dot(b1, a), 1],
      'b2 A1': [dot(b2, a), 0],
      'b3 A1': [dot(b3, a), -1],
      'b4 A1': [dot(b4, a), 0],
      'b1 B1^2': [dot(b1, power(b, 2)), 1],
      'b2 B1^2': [dot(b2, power(b, 2)), 0],
      'b3 B1^2': [dot(b3, power(b, 2)), -1],
      'b4 B1^2': [dot(b4, power(b, 2)), 2],
      'b1 B1 B1': [dot(b1, bb), 0],
      'b2 B1 B1': [dot(b2, bb), 0],
      'b3 B1 B1': [dot(b3, bb), 0],
      'b4 B1 B1': [dot(b4, bb), 1],
      mixed: [dot(b1, times(A1, times(B0, one))) / 2 + dot(b3, times(A1, times(B0, one))) / 3, 0],
    });
    for (const [i, row] of a.entries()) expect(row).toBeCloseTo(c1[i] ?? Number.NaN, 14);
    for (const [i, row] of times(A0, one).entries())
      expect(row).toBeCloseTo(c0[i] ?? Number.NaN, 14);
  });
});
