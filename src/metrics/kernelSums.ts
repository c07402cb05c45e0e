import type { HostArray } from '../space/index.ts';
import type { Grouped } from './jackknife.ts';

/** k of the rows that begin at i of x and j of y, each of D elements. */
export type Kernel = (x: HostArray, i: number, y: HostArray, j: number, D: number) => number;

/**
 * Sums of a kernel over the pairs of two sets by their groups: entry g G + k over those of group g of x and group k of y. Of a set
 * with itself no row is paired with itself, and each pair of different groups is computed once.
 */
export function kernelSums(x: Grouped, y: Grouped, kernel: Kernel): Float64Array {
  const G = x.starts.length - 1;
  const D = x.dimension;
  const table = new Float64Array(G * G);
  for (let g = 0; g < G; g++) {
    for (let k = x === y ? g : 0; k < G; k++) {
      const [i0, i1] = [(x.starts[g] as number) * D, (x.starts[g + 1] as number) * D];
      const [j0, j1] = [(y.starts[k] as number) * D, (y.starts[k + 1] as number) * D];
      const isSame = x === y && g === k;
      let sum = 0;
      for (let i = i0; i < i1; i += D) {
        for (let j = isSame ? i + D : j0; j < j1; j += D)
          sum += kernel(x.values, i, y.values, j, D);
      }
      table[g * G + k] = isSame ? 2 * sum : sum;
      if (x === y) table[k * G + g] = table[g * G + k] as number;
    }
  }
  return table;
}
