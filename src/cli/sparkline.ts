const bars = '▁▂▃▄▅▆▇█';

/** Between what bars rise, both above 0. */
export interface SparkRange {
  readonly low: number;
  readonly high: number;
}

/** The range of some values, those above 0; undefined where there are none. */
export function sparkRange(values: readonly (number | undefined)[]): SparkRange | undefined {
  const positive = values.filter((value) => value !== undefined && value > 0 && value < Infinity);
  const known = positive.flatMap((value) => value ?? []);
  if (known.length === 0) return undefined;
  return { low: Math.min(...known), high: Math.max(...known) };
}

/**
 * Values as bars of a line of text, on a logarithmic scale: a blank where there is none, the lowest bar for what is 0 and below.
 *
 * @param range that of the values by default; rows of a table share one
 */
export function sparkline(
  values: readonly (number | undefined)[],
  range: SparkRange | undefined = sparkRange(values),
): string {
  if (range === undefined) return '';
  const { low, high } = range;
  const bar = (value: number | undefined): string => {
    if (value === undefined || Number.isNaN(value)) return ' ';
    const share = Math.log(Math.max(low, Math.min(high, value)) / low) / Math.log(high / low);
    return bars.charAt(Math.round((bars.length - 1) * (low === high ? 0 : share)));
  };
  return values.map(bar).join('');
}

/** The course of many values in a few bars: each the mean of as many of them. */
export function courseOf(values: readonly number[], bars = 32): string {
  const count = Math.min(bars, values.length);
  const means = Array.from({ length: count }, (_, i) => {
    const [from, to] = [i, i + 1].map((end) => Math.floor((end * values.length) / count));
    const own = values.slice(from, to);
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  });
  return sparkline(means);
}
