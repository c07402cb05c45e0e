import type { ExactProblem, NoiseLevel } from '../problem/index.ts';

/** C = L L^T of a symmetric positive definite matrix [D, D]: L, rows one after another, in its lower half. */
function cholesky(C: Float64Array, D: number): Float64Array {
  const L = Float64Array.from(C);
  for (let i = 0; i < D; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = L[i * D + j] as number;
      for (let k = 0; k < j; k++) sum -= (L[i * D + k] as number) * (L[j * D + k] as number);
      L[i * D + j] = i === j ? Math.sqrt(sum) : sum / (L[j * D + j] as number);
    }
  }
  return L;
}

/** (L L^T)^-1 b, in the place of b, which starts at `at`. */
function solveInPlace(L: Float64Array, D: number, b: Float64Array, at: number): void {
  for (let i = 0; i < D; i++) {
    let sum = b[at + i] as number;
    for (let k = 0; k < i; k++) sum -= (L[i * D + k] as number) * (b[at + k] as number);
    b[at + i] = sum / (L[i * D + i] as number);
  }
  for (let i = D - 1; i >= 0; i--) {
    const value = (b[at + i] as number) / (L[i * D + i] as number);
    b[at + i] = value;
    for (let k = 0; k < i; k++) (b[at + k] as number) -= (L[i * D + k] as number) * value;
  }
}

/**
 * The best that a linear score can be, which knows nothing but mean and covariance: that of the Gaussian that has them,
 *
 *   s(x) = -C_t^-1 (x - alpha m),   C_t = alpha^2 C + sigma^2 I
 *
 * for every law has E s (x - m)^T = -I.
 *
 * @returns the score of rows of x, flat, at a noise level; an array of its own
 * @see Stein (1981), Ann. Statist. 9:1135, lemma 1
 */
export function linearScore({
  dimension: D,
  moments,
}: Pick<ExactProblem, 'dimension' | 'moments'>): (
  x: Float64Array,
  level: NoiseLevel,
) => Float64Array {
  const { mean, covariance } = moments();
  return (x, { alpha, sigma }) => {
    const C = covariance.map((c, i) => alpha ** 2 * c + (i % (D + 1) === 0 ? sigma ** 2 : 0));
    const L = cholesky(C, D);
    const out = x.map((value, i) => alpha * (mean[i % D] as number) - value);
    for (let at = 0; at < out.length; at += D) solveInPlace(L, D, out, at);
    return out;
  };
}
