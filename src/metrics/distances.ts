import type { HostArray } from '../space/index.ts';
import type { Grouped } from './jackknife.ts';

type Rows = readonly [from: number, to: number];

/** Sum of |x_i - y_j| in the plane over rows i and j. */
function planar(x: HostArray, [i0, i1]: Rows, y: HostArray, [j0, j1]: Rows): number {
  let sum = 0;
  for (let i = 2 * i0; i < 2 * i1; i += 2) {
    const [x0, x1] = [x[i] as number, x[i + 1] as number];
    for (let j = 2 * j0; j < 2 * j1; j += 2) {
      const a = x0 - (y[j] as number);
      const b = x1 - (y[j + 1] as number);
      sum += Math.sqrt(a * a + b * b);
    }
  }
  return sum;
}

/** |x_i - y_j|^2, four coordinates at a time so that no addition waits for the one before. */
function square(x: HostArray, i: number, y: HostArray, j: number, D: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let d = 0;
  for (; d + 3 < D; d += 4) {
    const a0 = (x[i + d] as number) - (y[j + d] as number);
    const a1 = (x[i + d + 1] as number) - (y[j + d + 1] as number);
    const a2 = (x[i + d + 2] as number) - (y[j + d + 2] as number);
    const a3 = (x[i + d + 3] as number) - (y[j + d + 3] as number);
    s0 += a0 * a0;
    s1 += a1 * a1;
    s2 += a2 * a2;
    s3 += a3 * a3;
  }
  for (; d < D; d++) {
    const a = (x[i + d] as number) - (y[j + d] as number);
    s0 += a * a;
  }
  return s0 + s1 + (s2 + s3);
}

/** The same in any dimension. */
function spatial(x: HostArray, [i0, i1]: Rows, y: HostArray, [j0, j1]: Rows, D: number): number {
  let sum = 0;
  for (let i = i0 * D; i < i1 * D; i += D) {
    for (let j = j0 * D; j < j1 * D; j += D) sum += Math.sqrt(square(x, i, y, j, D));
  }
  return sum;
}

/**
 * Sums of Euclidean distances between the samples of two sets by their groups: entry g G + k is the sum over the
 * pairs of group g of x and group k of y. Of a set with itself each pair of different groups is measured once.
 */
export function distances(x: Grouped, y: Grouped): Float64Array {
  const G = x.starts.length - 1;
  const table = new Float64Array(G * G);
  const rows = ({ starts }: Grouped, g: number): Rows => [
    starts[g] as number,
    starts[g + 1] as number,
  ];
  for (let g = 0; g < G; g++) {
    for (let k = x === y ? g : 0; k < G; k++) {
      const [of, to] = [rows(x, g), rows(y, k)];
      const sum =
        x.dimension === 2
          ? planar(x.values, of, y.values, to)
          : spatial(x.values, of, y.values, to, x.dimension);
      table[g * G + k] = sum;
      if (x === y) table[k * G + g] = sum;
    }
  }
  return table;
}
