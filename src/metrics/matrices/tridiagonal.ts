/** Q^T S Q with Q = H_{n-1} ... H_1, each H_i = I - v v^T / h a reflection of the first i elements. */
export interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** Element i couples i and i + 1; the last is 0. */
  readonly beside: Float64Array;
  /** Row i holds the v of H_i in its first i elements, flat [n, n]. */
  readonly reflections: Float64Array;
  /** h of each reflection, 0 where there is none. */
  readonly halves: Float64Array;
}

/**
 * Householder's reduction of a symmetric matrix to three diagonals, from its last row up.
 *
 * @param matrix [n, n], flat, of which the lower half is read; it is overwritten
 * @see Martin, Reinsch & Wilkinson (1968), Numer. Math. 11:181, tred3
 */
export function tridiagonal(matrix: Float64Array, n: number): Tridiagonal {
  const [diagonal, beside, halves] = [
    new Float64Array(n),
    new Float64Array(n),
    new Float64Array(n),
  ];
  const p = new Float64Array(n);
  for (let i = n - 1; i > 0; i--) {
    const v = matrix.subarray(i * n, i * n + i);
    diagonal[i] = matrix[i * n + i] as number;
    const scale = v.reduce((sum, value) => sum + Math.abs(value), 0);
    const last = v[i - 1] as number;
    if (i === 1 || scale === Math.abs(last)) {
      beside[i - 1] = last;
      continue;
    }
    let square = 0;
    for (let j = 0; j < i; j++) square += ((v[j] as number) / scale) ** 2;
    const length = scale * Math.sqrt(square) * (last > 0 ? -1 : 1);
    beside[i - 1] = length;
    v[i - 1] = last - length;
    const h = length * length - last * length;
    halves[i] = h;
    reflect(matrix, n, v, h, p);
  }
  diagonal[0] = matrix[0] ?? 0;
  return { diagonal, beside, reflections: matrix, halves };
}

/** H S H of the first rows and columns of S: S - v q^T - q v^T, q = p - v (v . p) / (2 h), p = S v / h. */
function reflect(S: Float64Array, n: number, v: Float64Array, h: number, p: Float64Array): void {
  const i = v.length;
  p.fill(0, 0, i);
  for (let j = 0; j < i; j++) {
    const [row, vj] = [j * n, v[j] as number];
    let sum = 0;
    for (let k = 0; k < j; k++) {
      const s = S[row + k] as number;
      sum += s * (v[k] as number);
      p[k] = (p[k] as number) + s * vj;
    }
    p[j] = (p[j] as number) + sum + (S[row + j] as number) * vj;
  }
  let along = 0;
  for (let j = 0; j < i; j++) {
    p[j] = (p[j] as number) / h;
    along += (p[j] as number) * (v[j] as number);
  }
  const by = along / (2 * h);
  for (let j = 0; j < i; j++) p[j] = (p[j] as number) - by * (v[j] as number);
  for (let j = 0; j < i; j++) {
    const [row, vj, qj] = [j * n, v[j] as number, p[j] as number];
    for (let k = 0; k <= j; k++) {
      S[row + k] = (S[row + k] as number) - (vj * (p[k] as number) + qj * (v[k] as number));
    }
  }
}
