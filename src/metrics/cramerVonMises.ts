import type { HostArray } from '../space/index.ts';
import { requireSets } from './requireSets.ts';

/**
 * Cramer-von Mises statistic of two sets of numbers: how far their distribution functions are apart. 1/6 + 1 / (6 (n + m)) on average
 * where the laws are the same.
 *
 *   T = n m / (n + m)^2 (sum over x of (F_n - G_m)^2 + sum over y of (F_n - G_m)^2)
 *
 * @param x n numbers; y m
 * @throws InputError if there are none, or one is not finite
 * @see Anderson (1962), Ann. Math. Statist. 33:1148, eq. 2
 */
export function cramerVonMises(x: HostArray, y: HostArray): number {
  requireSets('Cramer-von Mises statistic', [x, y], 1, 1);
  const [n, m] = [x.length, y.length];
  const [a, b] = [Float64Array.from(x).sort(), Float64Array.from(y).sort()];
  let sum = 0;
  for (let i = 0, j = 0; i < n || j < m; ) {
    const at = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    const before = i + j;
    while (i < n && a[i] === at) i++;
    while (j < m && b[j] === at) j++;
    sum += (i + j - before) * (i / n - j / m) ** 2;
  }
  return (n * m * sum) / (n + m) ** 2;
}
