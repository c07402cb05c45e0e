import { type Measured, meanAndVariance, rate } from '../../../src/metrics/index.ts';

/** How often something is so. */
export function rateOf(looks: readonly boolean[]): Measured {
  return rate(looks.filter(Boolean).length, looks.length);
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
