import { type Grouped, type Jackknifed, jackknife } from './jackknife.ts';

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
 * The squared maximum mean discrepancy of a kernel k as an unbiased U-statistic, from sums of k over pairs by groups:
 *
 *   E k(X, X') + E k(Y, Y') - 2 E k(X, Y)
 *
 * An energy distance is that of k(x, y) = -|x - y|.
 *
 * @param sets both, in groups
 * @param sums over pairs of x, of y, and of one of each; of a set no row with itself
 * @see Gretton et al. (2012), JMLR 13:723, eq. 3; Sejdinovic et al. (2013), Ann. Statist. 41:2263, for the energy distance
 */
export function squaredMmd(
  [X, Y]: readonly [Grouped, Grouped],
  sums: { readonly xx: Float64Array; readonly yy: Float64Array; readonly xy: Float64Array },
): Jackknifed {
  const G = X.starts.length - 1;
  const [xx, yy, xy] = [sums.xx, sums.yy, sums.xy].map((table) => withoutEach(table, G)) as [
    number[],
    number[],
    number[],
  ];
  const [n, m] = [remaining(X), remaining(Y)];
  const values = xy.map((between, g) => {
    const [a, b] = [n[g] as number, m[g] as number];
    const within = (xx[g] as number) / (a * (a - 1)) + (yy[g] as number) / (b * (b - 1));
    return within - (2 * between) / (a * b);
  });
  return jackknife(values[G] as number, values.slice(0, G));
}
