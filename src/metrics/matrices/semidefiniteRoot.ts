/** A pivot below this share of the first is that of a direction without spread. */
const negligible = 1e-12;

/** A lower factor of a matrix whose rows and columns are put in another order. */
export interface Root {
  /** [D, rank], flat: 0 after the diagonal. */
  readonly lower: Float64Array;
  readonly rank: number;
  /** The row of the matrix that each row of the factor stands for. */
  readonly order: Int32Array;
}

/**
 * Cholesky's factor of a symmetric matrix without negative eigenvalues, as far as it has a rank:
 *
 *   A_order,order = L L^T
 *
 * The largest pivot that is left comes next, so that directions without spread are left over.
 *
 * @param matrix [D, D], flat
 * @see Higham (1990), Reliable Numerical Computation, p. 161
 */
export function semidefiniteRoot(matrix: Float64Array, D: number): Root {
  const factor = new Float64Array(D * D);
  const order = Int32Array.from({ length: D }, (_, d) => d);
  /** What is left of the diagonal, by rows of the factor. */
  const left = Float64Array.from({ length: D }, (_, d) => matrix[d * D + d] as number);
  const least = negligible * Math.max(...left);
  let rank = 0;
  for (; rank < D; rank++) {
    let pivot = rank;
    for (let i = rank + 1; i < D; i++) {
      if ((left[i] as number) > (left[pivot] as number)) pivot = i;
    }
    if (!((left[pivot] as number) > least)) break;
    swapRows(factor, D, rank, pivot);
    swap(order, rank, pivot);
    swap(left, rank, pivot);
    const own = factor.subarray(rank * D, rank * D + rank);
    const diagonal = Math.sqrt(left[rank] as number);
    factor[rank * D + rank] = diagonal;
    const row = (order[rank] as number) * D;
    for (let i = rank + 1; i < D; i++) {
      const before = dot(factor, i * D, own);
      const value = ((matrix[row + (order[i] as number)] as number) - before) / diagonal;
      factor[i * D + rank] = value;
      left[i] = (left[i] as number) - value * value;
    }
  }
  const lower = new Float64Array(D * rank);
  for (let i = 0; i < D; i++) lower.set(factor.subarray(i * D, i * D + rank), i * rank);
  return { lower, rank, order };
}

function swap(values: Float64Array | Int32Array, i: number, j: number): void {
  const held = values[i] as number;
  values[i] = values[j] as number;
  values[j] = held;
}

function swapRows(a: Float64Array, D: number, i: number, j: number): void {
  const held = a.slice(i * D, (i + 1) * D);
  a.copyWithin(i * D, j * D, (j + 1) * D);
  a.set(held, j * D);
}

/** The product of the elements of a from `at` with those of b, four sums at a time. */
function dot(a: Float64Array, at: number, b: Float64Array): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 3 < b.length; k += 4) {
    s0 += (a[at + k] as number) * (b[k] as number);
    s1 += (a[at + k + 1] as number) * (b[k + 1] as number);
    s2 += (a[at + k + 2] as number) * (b[k + 2] as number);
    s3 += (a[at + k + 3] as number) * (b[k + 3] as number);
  }
  for (; k < b.length; k++) s0 += (a[at + k] as number) * (b[k] as number);
  return s0 + s1 + (s2 + s3);
}
