import { expect, test } from 'vitest';
import { gaussHermite } from '../../src/certify/gaussHermite.ts';

test.for([1, 2, 3, 5, 20])(
  '%i points give the moments of a normal to degree 2 n - 1, and no further',
  (n) => {
    const { points, weights } = gaussHermite(n);
    expect(points).toHaveLength(n);
    const moment = (k: number): number =>
      points.reduce((sum, x, i) => sum + (weights[i] as number) * x ** k, 0);
    let exact = 1; // (2 j - 1)!!
    for (let j = 0; j < n; j++) {
      // roots are within an ulp or two, x^k multiplies that by k <= 38; odd moments cancel to the rounding of even ones
      expect(Math.abs(moment(2 * j) / exact - 1)).toBeLessThan(1e-12);
      expect(Math.abs(moment(2 * j + 1) / (exact * (2 * j + 1))), `${2 * j + 1}`).toBeLessThan(
        1e-12,
      );
      exact *= 2 * j + 1;
    }
    // what is missing is n! of (2 n - 1)!!
    let missing = 1;
    for (let k = 2; k <= n; k++) missing *= k;
    expect((exact - moment(2 * n)) / missing).toBeCloseTo(1, 4);
  },
);
