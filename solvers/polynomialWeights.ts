import type { Schedule } from '../src/problem/index.ts';
import type { ExponentialStep } from './exponentialIntegrator.ts';

/**
 * What each of some evaluations weighs in an exponential step when the polynomial through them is integrated exactly.
 *
 *   w_j = sum_k gain(k) c_jk,   l_j(u) = prod_(i != j) (u - u_i) / (u_j - u_i) = sum_k c_jk u^k
 *
 * @param gain what u^k counts for, as in exponentialIntegrator.ts
 * @param nodes u_j, in units of the step: 0 where it starts, 1 where it ends; one infinitely far away weighs nothing
 */
export function polynomialWeights(
  gain: ExponentialStep['gain'],
  nodes: readonly number[],
): readonly number[] {
  return nodes.map((own, j) => {
    const others = nodes.filter((node, i) => i !== j && Number.isFinite(node));
    const coefficients = others.reduce<readonly number[]>(
      (c, other) => c.concat(0).map((same, k) => ((c[k - 1] ?? 0) - other * same) / (own - other)),
      [1],
    );
    return coefficients.reduce((sum, c, k) => sum + c * gain(k), 0);
  });
}

/** Times in units of the step from t to s, in lambda = ln(alpha / sigma): exactly 0 at t and 1 at s, also from pure noise. */
export function nodesOf(
  { logSnr }: Schedule,
  [t, s]: readonly [number, number],
  times: readonly number[],
): readonly number[] {
  const [from, to] = [logSnr(t), logSnr(s)];
  return times.map((time) => {
    if (time === t) return 0;
    return time === s ? 1 : (logSnr(time) - from) / (to - from);
  });
}
