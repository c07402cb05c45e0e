import type { ExponentialStep } from './exponentialIntegrator.ts';

/** Coefficients of Lagrange's polynomial that is 1 at `own` and 0 at the others, constant first. */
function lagrange(own: number, others: readonly number[]): readonly number[] {
  return others.reduce<readonly number[]>(
    (polynomial, other) =>
      Array.from(
        { length: polynomial.length + 1 },
        (_, k) => ((polynomial[k - 1] ?? 0) - other * (polynomial[k] ?? 0)) / (own - other),
      ),
    [1],
  );
}

/**
 * What the values at some nodes weigh in a step, when the polynomial through them is integrated exactly; with one node the value is
 * held.
 *
 * @param nodes in units of the step, which goes from 0 to 1; one infinitely far away has no weight
 */
export function polynomialWeights(
  gain: ExponentialStep['gain'],
  nodes: readonly number[],
): readonly number[] {
  const near = nodes.filter(Number.isFinite);
  return nodes.map((own) => {
    if (!Number.isFinite(own)) return 0;
    const others = near.filter((other) => other !== own);
    return lagrange(own, others).reduce((sum, c, k) => sum + c * gain(k), 0);
  });
}
