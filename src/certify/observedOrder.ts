import type { ErrorAt, ObservedOrder } from './certificate.ts';

/** Least-squares slope of -log2(error) against log2(steps). */
function slope(errors: readonly ErrorAt[]): number {
  const x = errors.map(({ steps }) => Math.log2(steps));
  const y = errors.map(({ error }) => -Math.log2(error));
  const mean = (v: readonly number[]): number => v.reduce((a, b) => a + b, 0) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  const along = x.reduce((sum, xi, i) => sum + (xi - mx) * ((y[i] as number) - my), 0);
  return along / x.reduce((sum, xi) => sum + (xi - mx) ** 2, 0);
}

/** Errors of numbers of order 1 below this are rounding, after some hundred steps of a few roundings each. */
export const rounding = 1e-12;

/**
 * The order that errors without chance show at steps that double. What keeps the slope of the last doubling from the order is
 * the next term of the expansion, which halves or quarters with the step: so do the differences of the slopes, and what is
 * left of them is between a third of the last difference and all of it. The interval is from none of it to twice it.
 *
 * Errors that are rounding from the first show every order; where they become rounding later, the doublings before count. Errors
 * that are no numbers show none.
 */
export function orderOfExpansion(errors: readonly ErrorAt[]): ObservedOrder {
  const told = errors.filter(({ error }) => !(error <= rounding));
  if (told.length === 0) return { observed: Infinity, interval: [Infinity, Infinity] };
  const slopes = told.slice(1).map((next, i) => slope([told[i] as ErrorAt, next]));
  const [before, last] = slopes.slice(-2);
  if (before === undefined || last === undefined) {
    return { observed: Number.NaN, interval: [-Infinity, Infinity] };
  }
  const left = last - before;
  const ends = [last, last + 2 * left] as const;
  return { observed: last + left, interval: [Math.min(...ends), Math.max(...ends)] };
}

/** Student's quantile at 0.9995 for 19 degrees of freedom, so that 1 in 1,000 intervals misses the mean of what it is of. */
const student = 3.883;

/** How many groups of paths a slope is taken of: {@link student} belongs to it. */
export const groups = 20;

/**
 * The order that errors of paths show: the mean of the slopes of {@link groups} independent groups of paths and its interval of
 * confidence 0.999. Paths are shared between steps, so that chance moves the errors of a group together.
 *
 * @param errors of each group, at the same steps
 */
export function orderOfPaths(errors: readonly (readonly ErrorAt[])[]): ObservedOrder {
  const slopes = errors.map(slope);
  const mean = slopes.reduce((sum, v) => sum + v, 0) / slopes.length;
  const variance = slopes.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (slopes.length - 1);
  const half = student * Math.sqrt(variance / slopes.length);
  return { observed: mean, interval: [mean - half, mean + half] };
}
