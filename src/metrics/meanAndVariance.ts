import type { Measured } from './measured.ts';

/**
 * Mean and variance of independent numbers, with standard errors.
 *
 *   error of the mean sqrt(v / n),   error of the variance sqrt((m4 - v^2 (n - 3) / (n - 1)) / n)
 *
 * with the fourth central moment m4 of the numbers in place of that of their law.
 *
 * @param values at least two
 * @see Kenney & Keeping (1951), Mathematics of Statistics, part 2, section 7.7
 */
export function meanAndVariance(values: Float64Array): {
  readonly mean: Measured;
  readonly variance: Measured;
} {
  const n = values.length;
  const mean = values.reduce((sum, v) => sum + v, 0) / n;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1);
  const fourth = values.reduce((sum, v) => sum + (v - mean) ** 4, 0) / n;
  const spread = Math.max(0, fourth - (variance ** 2 * (n - 3)) / (n - 1));
  return {
    mean: { value: mean, error: Math.sqrt(variance / n) },
    variance: { value: variance, error: Math.sqrt(spread / n) },
  };
}
