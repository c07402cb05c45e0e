import { meanAndVariance } from '../metrics/index.ts';
import type { MomentsAt } from '../report/index.ts';
import { acrossPaths, type RecordedPaths } from '../sampling/index.ts';
import type { Posed } from './posed.ts';

/** Mean and standard deviation of a variable at every time, and what is known of them. */
export function momentsOverTime(
  recorded: RecordedPaths,
  { moments, over }: Posed,
  variable: number,
): readonly MomentsAt[] {
  return Array.from(recorded.times, (t, time) => {
    const { mean, variance } = meanAndVariance(acrossPaths(recorded, time, variable));
    const known = t === over[0] ? undefined : moments?.(t);
    const own = { t, mean: mean.value, sd: Math.sqrt(variance.value) };
    if (known === undefined) return own;
    const exactSd = Math.sqrt(known.variance[variable] ?? Number.NaN);
    return { ...own, exactMean: known.mean[variable] ?? Number.NaN, exactSd };
  });
}

/** A number that is told of the last time, with its standard error and, where it is known, what it should be. */
export interface Told {
  readonly what: string;
  readonly value: number;
  readonly error: number;
  readonly exact?: number | undefined;
}

/** What is told of the last time: each variable's mean and variance, and what is known of them. */
export function lastMoments(
  recorded: RecordedPaths,
  { variables, moments, over, expectation }: Posed,
): readonly Told[] {
  const last = recorded.times.length - 1;
  const known = moments?.(over[1]);
  const rows = variables.flatMap((name, d) => {
    const { mean, variance } = meanAndVariance(acrossPaths(recorded, last, d));
    return [
      { what: `mean of ${name}`, ...mean, exact: known?.mean[d] },
      { what: `variance of ${name}`, ...variance, exact: known?.variance[d] },
    ];
  });
  if (expectation === undefined) return rows;
  const { mean } = meanAndVariance(acrossPaths(recorded, last, 0).map((x) => expectation.of(x)));
  return [...rows, { what: `mean of ${expectation.about}`, ...mean, exact: expectation.exact }];
}
