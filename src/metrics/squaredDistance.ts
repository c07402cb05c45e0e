import type { HostArray } from '../space/index.ts';

/**
 * |x_i - y_j|^2 of rows that begin at i and j, four coordinates at a time so that no addition waits for the one before.
 *
 * @param D elements of a row
 */
export function squaredDistance(
  x: HostArray,
  i: number,
  y: HostArray,
  j: number,
  D: number,
): number {
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
