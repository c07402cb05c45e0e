import type { HostArray } from '../space/index.ts';
import { distances } from './distances.ts';
import { type Grouped, grouped, jackknife } from './jackknife.ts';
import type { Measured } from './measured.ts';

/** Totals of a G x G table of sums without row g and column g; at index G with all of them. */
function withoutEach(table: Float64Array, G: number): number[] {
  const row = new Float64Array(G);
  const column = new Float64Array(G);
  let all = 0;
  for (let g = 0; g < G; g++) {
    for (let k = 0; k < G; k++) {
      const sum = table[g * G + k] as number;
      row[g] = (row[g] as number) + sum;
      column[k] = (column[k] as number) + sum;
      all += sum;
    }
  }
  const without = Array.from(row, (sum, g) => {
    return all - sum - (column[g] as number) + (table[g * G + g] as number);
  });
  return [...without, all];
}

/** Samples that remain without group g; at index G all of them. */
function remaining({ count, starts }: Grouped): number[] {
  const size = (g: number): number => (starts[g + 1] as number) - (starts[g] as number);
  return Array.from(starts, (_, g) => (g + 1 < starts.length ? count - size(g) : count));
}

/**
 * Energy distance of the laws that two sets of samples come from, as an unbiased U-statistic: 0 on average where
 * the laws are the same, so it can be negative.
 *
 *   2 E|X - Y| - E|X - X'| - E|Y - Y'|
 *
 * @param x flat, rows of `dimension` values one after another; y likewise, of any number of rows
 * @param options its settings
 * @param options.groups groups of the jackknife that gives the standard error
 * @returns the squared form, in the unit of the data
 * @throws InputError if a set is ragged, holds fewer than four samples or a value that is not finite
 * @see Szekely & Rizzo (2013), J. Stat. Plan. Inference 143:1249, eq. 5
 */
export function energyDistance(
  x: HostArray,
  y: HostArray,
  { dimension, groups = 32 }: { dimension: number; groups?: number },
): Measured {
  const [X, Y] = grouped([x, y], dimension, groups);
  const G = X.starts.length - 1;
  const [xy, xx, yy] = [distances(X, Y), distances(X, X), distances(Y, Y)].map((table) =>
    withoutEach(table, G),
  ) as [number[], number[], number[]];
  const [n, m] = [remaining(X), remaining(Y)];
  const values = xy.map((between, g) => {
    const [a, b] = [n[g] as number, m[g] as number];
    const within = (xx[g] as number) / (a * (a - 1)) + (yy[g] as number) / (b * (b - 1));
    return (2 * between) / (a * b) - within;
  });
  return jackknife(values[G] as number, values.slice(0, G));
}
