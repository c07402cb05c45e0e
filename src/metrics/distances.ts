import type { HostArray } from '../space/index.ts';
import type { Grouped } from './jackknife.ts';
import { squaredDistance } from './squaredDistance.ts';

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

/** The same in any dimension. */
function spatial(x: HostArray, [i0, i1]: Rows, y: HostArray, [j0, j1]: Rows, D: number): number {
  let sum = 0;
  for (let i = i0 * D; i < i1 * D; i += D) {
    for (let j = j0 * D; j < j1 * D; j += D) sum += Math.sqrt(squaredDistance(x, i, y, j, D));
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
