import type { Dataset } from '../data/index.ts';
import { keyOf } from '../noise/index.ts';
import { levelAt, type Schedule } from '../problem/index.ts';
import type { MarginalDensity } from './comparison.ts';
import { fresh } from './floor.ts';

/** Data that the density is made of, times, and places at each. */
const [count, times, places] = [1000, 60, 64] as const;
/** The least width of a bump, as a share of the spread of data: what 1,000 data do not blur and do not tear. */
const least = 0.08;

/**
 * The density of the first coordinate of x_t = alpha x_0 + sigma eps over time, of some data: a Gaussian about each, of variance
 * sigma^2 and at the clean end a little more.
 */
export function marginalDensity(
  dataset: Dataset,
  schedule: Schedule,
  seed: string | number,
): MarginalDensity {
  const { dimension } = dataset;
  const x0 = fresh(dataset, keyOf(seed), 'density', count).filter((_, i) => i % dimension === 0);
  const [from] = schedule.range.sample;
  const isLogarithmic = from > 2;
  const first = 1e-3;
  const at = Float64Array.from({ length: times }, (_, i) => {
    const share = i / (times - 1);
    return isLogarithmic ? first * (from / first) ** share : from * share;
  });
  const spread = Math.sqrt(x0.reduce((sum, x) => sum + x ** 2, 0) / count);
  const reach = Math.max(
    ...Array.from(at, (t) => {
      const { alpha, sigma } = levelAt(schedule, t);
      return alpha * x0.reduce((most, x) => Math.max(most, Math.abs(x)), 0) + 3 * sigma;
    }),
  );
  const where = Float64Array.from(
    { length: places },
    (_, i) => reach * ((2 * (i + 0.5)) / places - 1),
  );
  const density = new Float64Array(times * places);
  for (const [i, t] of at.entries()) {
    const { alpha, sigma } = levelAt(schedule, t);
    const width = Math.hypot(sigma, least * alpha * spread, reach / places);
    const own = density.subarray(i * places, (i + 1) * places);
    for (const [j, x] of where.entries()) {
      own[j] = x0.reduce((sum, x0) => sum + Math.exp(-(((x - alpha * x0) / width) ** 2) / 2), 0);
    }
    const highest = Math.max(...own);
    for (const [j, value] of own.entries()) own[j] = value / highest;
  }
  return { times: at, isLogarithmic, places: where, density };
}
