/** Points and their weights, which sum to 1. */
export interface Quadrature {
  readonly points: readonly number[];
  readonly weights: readonly number[];
}

/** The polynomials p_0 to p_n at x that are orthonormal under the standard normal law. */
function orthonormal(n: number, x: number): readonly number[] {
  const p = [1, x];
  for (let k = 1; k < n; k++) {
    p.push((x * (p[k] as number) - Math.sqrt(k) * (p[k - 1] as number)) / Math.sqrt(k + 1));
  }
  return p.slice(0, n + 1);
}

/**
 * The expectation under the standard normal law, sum_i w_i f(x_i), exact for polynomials of degree 2 n - 1: x_i are the roots of
 * p_n, w_i = 1 / sum_(k<n) p_k(x_i)^2.
 *
 * @see Golub & Welsch (1969), Math. Comp. 23:221
 */
export function gaussHermite(n: number): Quadrature {
  const last = (x: number): number => orthonormal(n, x)[n] as number;
  // roots lie within 2 sqrt n, further apart than 1 / sqrt n; an offset keeps the grid off the root at 0
  const [end, width] = [2 * Math.sqrt(n) + 0.1, 0.25 / Math.sqrt(n)];
  const points: number[] = [];
  for (let low = -end - width / 3; low < end; low += width) {
    let [a, b] = [low, low + width];
    if (last(a) * last(b) > 0) continue;
    for (let i = 0; i < 60; i++) {
      const middle = (a + b) / 2;
      if (last(a) * last(middle) <= 0) b = middle;
      else a = middle;
    }
    points.push((a + b) / 2);
  }
  const weights = points.map((x) => 1 / orthonormal(n - 1, x).reduce((sum, p) => sum + p * p, 0));
  return { points, weights };
}
