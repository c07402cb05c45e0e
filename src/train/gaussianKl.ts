/**
 * Kullback-Leibler divergence of N(m1, v1) from N(m2, v2), in nats, from the square of the distance of their means.
 *
 *   KL(1 || 2) = (ln(v2 / v1) + v1 / v2 - 1 + (m1 - m2)^2 / v2) / 2
 */
export function gaussianKl(squareOfMeans: number, v1: number, v2: number): number {
  const excess = (v1 - v2) / v2;
  return (excess - Math.log1p(excess) + squareOfMeans / v2) / 2;
}
