import { implicitQl } from './implicitQl.ts';
import { reflectFour } from './reflections.ts';
import { type Rotations, turnFour } from './rotations.ts';
import { transposed } from './rowProducts.ts';
import { type Tridiagonal, tridiagonal } from './tridiagonal.ts';

/** Reflections, and sweeps of rotations, that all vectors meet while they are at hand. */
const [reflectionsAtOnce, sweepsAtOnce] = [16, 32];

/** The unit vectors, reflected and turned: row j holds element j of each eigenvector. Rows beyond n fill up the last four. */
function elements(
  { reflections, halves }: Tridiagonal,
  rotations: Rotations,
  n: number,
): Float64Array {
  const rows = 4 * Math.ceil(n / 4);
  const x = new Float64Array(rows * n);
  for (let j = 0; j < n; j++) x[j * n + j] = 1;
  const four = (row: number): Float64Array => x.subarray(row * n, (row + 4) * n);
  for (let top = n - 1; top > 0; top -= reflectionsAtOnce) {
    for (let row = 0; row < rows; row += 4) {
      for (let i = top; i > Math.max(0, top - reflectionsAtOnce); i--) {
        const h = halves[i] as number;
        if (h !== 0) reflectFour(four(row), n, reflections.subarray(i * n, i * n + i), h);
      }
    }
  }
  const sweeps = rotations.first.length;
  for (let from = 0; from < sweeps; from += sweepsAtOnce) {
    const to = Math.min(from + sweepsAtOnce, sweeps);
    for (let row = 0; row < rows; row += 4) turnFour(four(row), n, rotations, [from, to]);
  }
  return x.subarray(0, n * n);
}

/**
 * Eigenvalues of a symmetric matrix, in no order.
 *
 * @param matrix [n, n], flat, of which the lower half is read; it is overwritten
 */
export function symmetricEigenvalues(matrix: Float64Array, n: number): Float64Array {
  const { diagonal, beside } = tridiagonal(matrix, n);
  return implicitQl(diagonal, beside, false).values;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, in no order: by reflections to three diagonals, and rotations of these.
 *
 * @param matrix [n, n], flat, of which the lower half is read; it is overwritten
 * @returns vectors [n, n], a row each, flat
 */
export function symmetricEigen(
  matrix: Float64Array,
  n: number,
): { readonly values: Float64Array; readonly vectors: Float64Array } {
  const reduced = tridiagonal(matrix, n);
  const { values, rotations } = implicitQl(reduced.diagonal, reduced.beside, true);
  return { values, vectors: transposed(elements(reduced, rotations, n), n) };
}
