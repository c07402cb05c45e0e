import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Eigenvalues of a symmetric matrix, and eigenvectors in the same order. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  /** [n, n], a row each, flat. */
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, in no order.
 *
 * @param matrix [n, n], flat, of which the lower half is read; n may be 0
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  if (n === 0) return { values: new Float64Array(0), vectors: new Float64Array(0) };
  const whole = new Matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const value = matrix[i * n + j] as number;
      whole.set(i, j, value).set(j, i, value);
    }
  }
  const of = new EigenvalueDecomposition(whole, { assumeSymmetric: true });
  const columns = of.eigenvectorMatrix;
  const vectors = new Float64Array(n * n);
  for (let e = 0; e < n; e++) {
    for (let i = 0; i < n; i++) vectors[e * n + i] = columns.get(i, e);
  }
  return { values: Float64Array.from(of.realEigenvalues), vectors };
}
