import { type Measured, meanAndVariance } from '../../../src/metrics/index.ts';

/**
 * How often something is so: k / n of n independent looks.
 *
 *   error^2 = q (1 - q) / (n + 3),   q = (k + 1) / (n + 2)
 *
 * the spread of the rate given the looks, from a flat prior, which is not 0 where all looks agree.
 *
 * @see Gelman et al. (2013), Bayesian Data Analysis, section 2.1
 */
export function rateOf(looks: readonly boolean[]): Measured {
  const [n, k] = [looks.length, looks.filter(Boolean).length];
  const q = (k + 1) / (n + 2);
  return { value: k / n, error: Math.sqrt((q * (1 - q)) / (n + 3)) };
}

/** x / y of independent x and y, to first order in their errors. */
export function ratioOf(x: Measured, y: Measured): Measured {
  const value = x.value / y.value;
  return { value, error: Math.hypot(x.error, value * y.error) / y.value };
}

/** x - y of independent x and y. */
export function differenceOf(x: Measured, y: Measured): Measured {
  return { value: x.value - y.value, error: Math.hypot(x.error, y.error) };
}

/** The mean of x - y over pairs, as of the same class. */
export function pairedDifferenceOf(x: readonly number[], y: readonly number[]): Measured {
  return meanAndVariance(Float64Array.from(x, (value, i) => value - (y[i] as number))).mean;
}
