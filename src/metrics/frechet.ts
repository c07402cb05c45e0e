import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { InputError } from '../errors/index.ts';
import type { HostArray } from '../space/index.ts';
import { type Gaussian, gaussianFit } from './gaussianFit.ts';
import { meanAndVariance } from './meanAndVariance.ts';
import type { Measured } from './measured.ts';
import { requireSets } from './requireSets.ts';

/** Eigenvalues below this share of the largest are those of directions without spread. */
const negligible = 1e-12;

/** f of the eigenvalues of a symmetric positive matrix, 0 for those that are 0 to rounding. */
function spectral(matrix: Matrix): (f: (eigenvalue: number) => number) => Matrix {
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(
    matrix,
    { assumeSymmetric: true },
  );
  const least = negligible * Math.max(...values, 0);
  return (f) => {
    const scaled = values.map((value) => (value > least ? f(value) : 0));
    return vectors.clone().mulRowVector(scaled).mmul(vectors.transpose());
  };
}

const squareOf = (matrix: readonly number[] | Float64Array, D: number): Matrix =>
  Matrix.from1DArray(D, D, matrix as number[]);

/** The distance, and half its derivatives in both covariances. */
interface Compared {
  readonly value: number;
  readonly ofA: Matrix;
  readonly ofB: Matrix;
}

/** The distance of two Gaussians; derivatives in their covariances A and B by M = A^(1/2) B A^(1/2). */
function compared(a: Gaussian, b: Gaussian): Compared {
  const D = a.mean.length;
  const [A, B] = [squareOf(a.covariance, D), squareOf(b.covariance, D)];
  const ofA = spectral(A);
  const root = ofA(Math.sqrt);
  const inverseRoot = ofA((v) => 1 / Math.sqrt(v));
  const ofM = spectral(root.mmul(B).mmul(root));
  const product = ofM(Math.sqrt);
  const gap = a.mean.reduce((sum, value, d) => sum + (value - (b.mean[d] as number)) ** 2, 0);
  const unit = Matrix.eye(D);
  return {
    value: gap + A.trace() + B.trace() - 2 * product.trace(),
    ofA: Matrix.sub(unit, inverseRoot.mmul(product).mmul(inverseRoot)),
    ofB: Matrix.sub(unit, root.mmul(ofM((v) => 1 / Math.sqrt(v))).mmul(root)),
  };
}

/**
 * Frechet distance of two Gaussians, which is the square of their Wasserstein-2 distance:
 *
 *   |m_a - m_b|^2 + tr(A + B - 2 (A^(1/2) B A^(1/2))^(1/2))
 *
 * @param a mean [D] and covariance [D, D]; b likewise
 * @throws InputError if they are of different width
 * @see Dowson & Landau (1982), J. Multivariate Anal. 12:450
 */
export function frechetOfGaussians(a: Gaussian, b: Gaussian): number {
  if (a.mean.length !== b.mean.length) {
    throw new InputError(
      `Frechet distance: features of one width are expected, got ${a.mean.length} and ${b.mean.length}`,
    );
  }
  return compared(a, b).value;
}

/** Standard error of what the distance owes to one set: that of the mean of its first-order influence, over the samples. */
function influence(x: HostArray, own: Gaussian, other: Gaussian, form: Matrix): number {
  const D = own.mean.length;
  const rows = form.to2DArray();
  const centred = new Float64Array(D);
  const values = Float64Array.from({ length: x.length / D }, (_, i) => {
    for (let d = 0; d < D; d++) centred[d] = (x[i * D + d] as number) - (own.mean[d] as number);
    let sum = 0;
    for (let d = 0; d < D; d++) {
      const row = rows[d] as number[];
      let product = 2 * ((own.mean[d] as number) - (other.mean[d] as number));
      for (let e = 0; e < D; e++) product += (row[e] as number) * (centred[e] as number);
      sum += product * (centred[d] as number);
    }
    return sum;
  });
  return meanAndVariance(values).mean.error;
}

/**
 * Frechet distance of two sets of features, which is FID where they are Inception's and sFID where they are spatial: that of the
 * Gaussians with their means and covariances.
 *
 * It is too large for few samples, by an amount that falls as 1 / n: compare sets of equal size only, or see
 * {@link frechetAtInfinity}.
 *
 * @param x flat, rows of `dimension` values one after another; y likewise, of any number of rows
 * @param options its settings
 * @param options.dimension features of a sample; each set needs more samples than that
 * @returns in the squared unit of the features. The standard error is that of the first-order influence of each sample: right where
 *   the laws differ, while between equal laws what is left is of second order, and the value all bias
 * @throws InputError if a set is ragged, holds a value that is not finite, or too few samples for a covariance of full rank
 * @see Heusel et al. (2017), arXiv:1706.08500, eq. 6; Rippl, Munk & Sturm (2016), J. Multivariate Anal. 151:90, for the error
 */
export function frechet(
  x: HostArray,
  y: HostArray,
  { dimension }: { dimension: number },
): Measured {
  requireSets('Frechet distance', [x, y], dimension, dimension + 1);
  const [a, b] = [gaussianFit(x, dimension), gaussianFit(y, dimension)];
  const { value, ofA, ofB } = compared(a, b);
  return { value, error: Math.hypot(influence(x, a, b, ofA), influence(y, b, a, ofB)) };
}
