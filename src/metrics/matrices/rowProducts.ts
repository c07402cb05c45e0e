import type { HostArray } from '../../space/index.ts';

/** Terms of each sum, and rows of b, that are at hand at a time: 128 kB of both matrices. */
const [depth, breadth] = [256, 32];

/** What of a product is needed, and what of the sums is not 0. */
export interface Needed {
  /** Only c_ij with j <= i; what else is computed is not to be read. */
  readonly isLower?: boolean;
  /** b is 0 before its diagonal, or after it. */
  readonly b?: 'upper' | 'lower';
}

/**
 * Adds to each element of c the product of a row of a and a row of b, in blocks that stay in cache, four by two rows at a time:
 *
 *   c_ij += sum over k of a_ik b_jk
 *
 * @param c [n, m], flat
 * @param a [n, K], flat; b [m, K]
 * @param K elements of a row
 */
export function addRowProducts(
  c: Float64Array,
  a: HostArray,
  b: HostArray,
  K: number,
  { isLower = false, b: shape }: Needed = {},
): void {
  const [n, m] = [a.length / K, b.length / K];
  for (let j0 = 0; j0 < m; j0 += breadth) {
    const j1 = Math.min(j0 + breadth, m);
    const [first, last] = [shape === 'upper' ? j0 : 0, shape === 'lower' ? Math.min(j1, K) : K];
    for (let k0 = first; k0 < last; k0 += depth) {
      const k1 = Math.min(k0 + depth, last);
      for (let i = isLower ? j0 - (j0 % 4) : 0; i < n; i += 4) {
        for (let j = j0; j < j1; j += 2) tile(c, a, b, { n, m, K }, i, j, k0, k1);
      }
    }
  }
}

interface Sizes {
  readonly n: number;
  readonly m: number;
  readonly K: number;
}

/** Four rows by two; rows beyond the last are the last once more, and not kept. */
function tile(
  c: Float64Array,
  a: HostArray,
  b: HostArray,
  { n, m, K }: Sizes,
  i: number,
  j: number,
  k0: number,
  k1: number,
): void {
  const a0 = i * K;
  const a1 = Math.min(i + 1, n - 1) * K;
  const a2 = Math.min(i + 2, n - 1) * K;
  const a3 = Math.min(i + 3, n - 1) * K;
  const b0 = j * K;
  const b1 = Math.min(j + 1, m - 1) * K;
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  let s20 = 0;
  let s21 = 0;
  let s30 = 0;
  let s31 = 0;
  for (let k = k0; k < k1; k++) {
    const y0 = b[b0 + k] as number;
    const y1 = b[b1 + k] as number;
    const x0 = a[a0 + k] as number;
    s00 += x0 * y0;
    s01 += x0 * y1;
    const x1 = a[a1 + k] as number;
    s10 += x1 * y0;
    s11 += x1 * y1;
    const x2 = a[a2 + k] as number;
    s20 += x2 * y0;
    s21 += x2 * y1;
    const x3 = a[a3 + k] as number;
    s30 += x3 * y0;
    s31 += x3 * y1;
  }
  const isPair = j + 1 < m;
  const rows = Math.min(4, n - i);
  let at = i * m + j;
  c[at] = (c[at] as number) + s00;
  if (isPair) c[at + 1] = (c[at + 1] as number) + s01;
  if (rows < 2) return;
  at += m;
  c[at] = (c[at] as number) + s10;
  if (isPair) c[at + 1] = (c[at + 1] as number) + s11;
  if (rows < 3) return;
  at += m;
  c[at] = (c[at] as number) + s20;
  if (isPair) c[at + 1] = (c[at + 1] as number) + s21;
  if (rows < 4) return;
  at += m;
  c[at] = (c[at] as number) + s30;
  if (isPair) c[at + 1] = (c[at + 1] as number) + s31;
}

/** {@link addRowProducts} to zeros: [n, m], flat. */
export function rowProducts(
  a: HostArray,
  b: HostArray,
  K: number,
  needed: Needed = {},
): Float64Array {
  const c = new Float64Array((a.length / K) * (b.length / K));
  addRowProducts(c, a, b, K, needed);
  return c;
}

/** The transpose of [n, m], flat. */
export function transposed(a: HostArray, m: number): Float64Array {
  const n = a.length / m;
  const out = new Float64Array(a.length);
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) out[j * n + i] = a[i * m + j] as number;
  return out;
}
