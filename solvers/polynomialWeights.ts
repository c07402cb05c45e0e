import type { ExponentialStep } from './exponentialIntegrator.ts';

/**
 * What each of some evaluations weighs in an exponential step when the polynomial through them is integrated exactly.
 *
 *   w_j = sum_k gain(k) c_jk,   l_j(u) = prod_(i != j) (u - u_i) / (u_j - u_i) = sum_k c_jk u^k
 *
 * @param gain what u^k counts for, as in exponentialIntegrator.ts
 * @param nodes u_j, in units of the step: 0 where it starts, 1 where it ends
 */
export function polynomialWeights(
  gain: ExponentialStep['gain'],
  nodes: readonly number[],
): readonly number[] {
  return nodes.map((own, j) => {
    const others = nodes.filter((_, i) => i !== j);
    const coefficients = others.reduce<readonly number[]>(
      (c, other) =>
        Array.from(
          { length: c.length + 1 },
          (_, k) => ((c[k - 1] ?? 0) - other * (c[k] ?? 0)) / (own - other),
        ),
      [1],
    );
    return coefficients.reduce((sum, c, k) => sum + c * gain(k), 0);
  });
}
