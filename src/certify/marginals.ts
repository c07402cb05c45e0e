import { vp } from '../problem/index.ts';
import type { AnySolver, Certificate } from './certificate.ts';
import { evenLogSnr } from './evenLogSnr.ts';
import { lawErrors } from './gaussianLaw.ts';
import type { LawOptions } from './weakOrder.ts';

/**
 * That a solver keeps the marginals of the diffusion of Gaussian data: started with the law of one time, a run between levels close
 * to each other ends with that of another, up to what its steps of fixed size leave. Relative errors of mean and variance, the
 * larger of the two, exact: see {@link affineMap}. For methods without an order.
 *
 * The interval is from the error at the most steps to that with what halving the steps took off taken off once more: all
 * that more steps could still take off where it halves.
 *
 * @param bias the largest relative error that its steps of fixed size leave
 */
export async function keepsMarginals(
  solver: AnySolver,
  bias: number,
  { from = 0.9, to = 0.05, steps = 500, doublings: count = 2 }: LawOptions = {},
): Promise<Certificate> {
  const errors = [];
  for (let k = 0; k < count; k++) {
    const own = steps * 2 ** k;
    const law = await lawErrors(solver, evenLogSnr(vp(), from, to, own));
    errors.push({ steps: own, error: Math.max(...law) });
  }
  const [before = Number.NaN, last = Number.NaN] = errors.slice(-2).map(({ error }) => error);
  const left = Math.abs(2 * last - before);
  return {
    solver: solver.name,
    claim: 'marginals',
    problem: 'mean and variance of Gaussian data',
    declared: bias,
    observed: left,
    interval: [Math.min(left, last), Math.max(left, last)],
    verdict: left <= bias ? 'holds' : 'fails',
    errors,
  };
}
