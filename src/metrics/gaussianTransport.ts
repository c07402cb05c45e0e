import { rowProducts, transposed } from './matrices/rowProducts.ts';
import { type Root, semidefiniteRoot } from './matrices/semidefiniteRoot.ts';
import { symmetricEigen } from './matrices/symmetricEigen.ts';

/** Eigenvalues below this share of the largest are those of directions without spread. */
const negligible = 1e-12;

/** L of A = L L^T, B L, and S = L^T B L, which has the eigenvalues of A B that are not 0; rows in the order of the root. */
interface Sandwich {
  readonly root: Root;
  /** [D, rank] */
  readonly across: Float64Array;
  /** [rank, rank], its lower half */
  readonly within: Float64Array;
}

function sandwich(A: Float64Array, B: Float64Array, D: number): Sandwich {
  const root = semidefiniteRoot(A, D);
  const { lower, rank, order } = root;
  const ordered = new Float64Array(D * D);
  for (let i = 0; i < D; i++) {
    const row = (order[i] as number) * D;
    for (let j = 0; j < D; j++) ordered[i * D + j] = B[row + (order[j] as number)] as number;
  }
  const upper = transposed(lower, rank);
  const across = rowProducts(ordered, upper, D, { b: 'upper' });
  const within = rowProducts(transposed(across, rank), upper, D, { b: 'upper', isLower: true });
  return { root, across, within };
}

/** f of each eigenvalue, 0 for those that are 0 to rounding. */
function spectral(values: Float64Array, f: (value: number) => number): Float64Array {
  const least = negligible * values.reduce((most, value) => Math.max(most, value), 0);
  return values.map((value) => (value > least ? f(value) : 0));
}

const sumOfRoots = (values: Float64Array): number =>
  spectral(values, Math.sqrt).reduce((sum, value) => sum + value, 0);

/**
 * tr (A^(1/2) B A^(1/2))^(1/2), the correlation that the best coupling of two centred Gaussians has.
 *
 * @param A covariance [D, D], flat, of any rank; B likewise
 */
export function coupledTrace(A: Float64Array, B: Float64Array, D: number): number {
  const { root, within } = sandwich(A, B, D);
  return sumOfRoots(symmetricEigen(within, root.rank).values);
}

/** M M^T with M = X V diag(scales): x has rows of `rank` values in the order of the root; [D, D] in the order of A. */
function form(
  x: Float64Array,
  shape: 'lower' | undefined,
  vectors: Float64Array,
  scales: Float64Array,
  { rank, order }: Root,
): Float64Array {
  const D = order.length;
  const turned = rowProducts(vectors, x, rank, shape === undefined ? {} : { b: shape });
  for (let e = 0; e < rank; e++) {
    for (let d = 0; d < D; d++)
      turned[e * D + d] = (turned[e * D + d] as number) * (scales[e] as number);
  }
  const columns = transposed(turned, D);
  const product = rowProducts(columns, columns, rank, { isLower: true });
  const out = new Float64Array(D * D);
  for (let i = 0; i < D; i++) {
    for (let j = 0; j <= i; j++) {
      const [to, from] = [order[i] as number, order[j] as number];
      const value = product[i * D + j] as number;
      out[to * D + from] = value;
      out[from * D + to] = value;
    }
  }
  return out;
}

/** What {@link gaussianTransport} finds. */
export interface GaussianTransport {
  /** tr (A^(1/2) B A^(1/2))^(1/2) */
  readonly trace: number;
  /** The map that moves N(0, A) onto N(0, B) at least cost, [D, D], flat. */
  readonly fromA: Float64Array;
  /** The map back. */
  readonly fromB: Float64Array;
}

/**
 * The linear maps of optimal transport between two centred Gaussians. With A = L L^T and L^T B L = V diag(s) V^T
 *
 *   A^(-1/2) (A^(1/2) B A^(1/2))^(1/2) A^(-1/2) = B L V s^(-3/2) V^T L^T B,   and back   L V s^(-1/2) V^T L^T
 *
 * without an inverse, so that of directions without spread nothing is asked.
 *
 * @param A covariance [D, D], flat, of any rank; B likewise
 * @see Peyre & Cuturi (2019), arXiv:1803.00567, remark 2.31
 */
export function gaussianTransport(A: Float64Array, B: Float64Array, D: number): GaussianTransport {
  const { root, across, within } = sandwich(A, B, D);
  const { values, vectors } = symmetricEigen(within, root.rank);
  const scaled = (power: number): Float64Array => spectral(values, (value) => value ** power);
  return {
    trace: sumOfRoots(values),
    fromA: form(across, undefined, vectors, scaled(-3 / 4), root),
    fromB: form(root.lower, 'lower', vectors, scaled(-1 / 4), root),
  };
}
