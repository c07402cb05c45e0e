import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { InputError } from '../errors/index.ts';
import type { Gaussian } from './gaussianFit.ts';

/**
 * Kullback-Leibler divergence of the Gaussian of a from that of b, in nats:
 *
 *   KL(a || b) = (tr(B^-1 A) + (m_b - m_a)^T B^-1 (m_b - m_a) - D + ln det B - ln det A) / 2
 *
 * @param a mean [D] and covariance [D, D]; b likewise
 * @throws InputError if they are of different width, or a covariance is singular
 * @see Kullback (1959), Information Theory and Statistics, chapter 9
 */
export function klOfGaussians(a: Gaussian, b: Gaussian): number {
  const D = a.mean.length;
  if (b.mean.length !== D) {
    throw new InputError(
      `divergence of Gaussians: means of one length are expected, got ${D} and ${b.mean.length}`,
    );
  }
  const [A, B] = [a, b].map(({ covariance }) => Matrix.from1DArray(D, D, [...covariance])) as [
    Matrix,
    Matrix,
  ];
  const [ofA, ofB] = [new CholeskyDecomposition(A), new CholeskyDecomposition(B)];
  if (!ofA.isPositiveDefinite() || !ofB.isPositiveDefinite()) {
    throw new InputError(
      'divergence of Gaussians: a covariance is singular, so one of them has no density; take more samples, or fewer features',
    );
  }
  const logDeterminant = (of: CholeskyDecomposition): number =>
    2 * of.lowerTriangularMatrix.diag().reduce((sum, value) => sum + Math.log(value), 0);
  const gap = Matrix.columnVector([...b.mean.map((value, d) => value - (a.mean[d] as number))]);
  const squared = gap.transpose().mmul(ofB.solve(gap)).get(0, 0);
  return (ofB.solve(A).trace() + squared - D + logDeterminant(ofB) - logDeterminant(ofA)) / 2;
}
