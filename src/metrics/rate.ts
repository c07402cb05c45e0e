import type { Measured } from './measured.ts';

/**
 * How often something is so: k / n of n independent looks.
 *
 *   error^2 = q (1 - q) / (n + 3),   q = (k + 1) / (n + 2)
 *
 * the spread of the rate given the looks, from a flat prior, which is not 0 where all looks agree.
 *
 * @see Gelman et al. (2013), Bayesian Data Analysis, section 2.1
 */
export function rate(k: number, n: number): Measured {
  const q = (k + 1) / (n + 2);
  return { value: k / n, error: Math.sqrt((q * (1 - q)) / (n + 3)) };
}
