import { vp } from '../problem/index.ts';
import type { AnySolver, Certificate, ErrorAt, Verdict } from './certificate.ts';
import { evenLogSnr } from './evenLogSnr.ts';
import { type LawProblem, lawErrors } from './gaussianLaw.ts';
import { type LawOptions, lawOf } from './weakOrder.ts';

/** The larger of the relative errors of mean and variance, at steps that double. */
async function errorsOf(
  solver: AnySolver,
  { schedule = vp(), sd }: LawProblem,
  { from = 0.9, to = 0.05, steps = 250, doublings: count = 2, signal }: LawOptions,
): Promise<readonly ErrorAt[]> {
  const errors = [];
  for (let k = 0; k < count; k++) {
    const own = steps * 2 ** k;
    const over = evenLogSnr(schedule, from, to, own);
    const law = await lawErrors(solver, over, { schedule, sd, signal });
    errors.push({ steps: own, error: Math.max(...law) });
  }
  return errors;
}

/** The last error, and what halving the steps took off. */
function lastOf(errors: readonly ErrorAt[]): readonly [last: number, fall: number] {
  const [before = Number.NaN, last = Number.NaN] = errors.slice(-2).map(({ error }) => error);
  return [last, before - last];
}

/**
 * That a solver keeps the marginals of the diffusion of Gaussian data: started with the law of one time, a run between levels close
 * to each other ends with that of another, up to what its steps of fixed size leave. Relative errors of mean and variance, the
 * larger of the two, exact: see {@link affineMap}. For methods without an order.
 *
 * The interval is from the error at the most steps to that with what halving the steps took off taken off once more: all
 * that more steps could still take off where it halves. It fails where the whole interval lies above.
 *
 * @param bias the largest relative error that its steps of fixed size leave
 */
export async function keepsMarginals(
  solver: AnySolver,
  bias: number,
  options: LawOptions = {},
): Promise<Certificate> {
  const { schedule = vp() } = options;
  const errors = await errorsOf(solver, { schedule }, options);
  const [last, fall] = lastOf(errors);
  const left = Math.abs(last - fall);
  return {
    solver: solver.name,
    claim: 'marginals',
    problem: lawOf(schedule),
    declared: bias,
    observed: left,
    interval: [Math.min(left, last), Math.max(left, last)],
    verdict: Math.min(left, last) <= bias ? 'holds' : 'fails',
    errors,
  };
}

/**
 * That the bias a solver declares is the one it has where nothing hides it: on data at a point, whose variance is that of the noise
 * alone. {@link keepsMarginals} shows that it is no larger on others.
 *
 * What halving the steps takes off halves or quarters with them, so what it still leaves lies between none of it and twice
 * it: that is the interval, and the declared bias has to lie in it. It exceeds what is declared where it is smaller.
 */
export async function attainsBias(
  solver: AnySolver,
  bias: number,
  options: LawOptions = {},
): Promise<Certificate> {
  // levels so close to each other that each settles
  const near = { from: 0.1, ...options };
  // less than a thousandth of the smallest sigma, so that it moves a variance by less than a millionth
  const errors = await errorsOf(solver, { sd: 1e-4 }, near);
  const [last, fall] = lastOf(errors);
  const ends = [last, last - 2 * fall] as const;
  const [low, high] = [Math.min(...ends) * (1 - 1e-6), Math.max(...ends) * (1 + 1e-6)];
  const verdict: Verdict = low <= bias ? (bias <= high ? 'holds' : 'exceeds') : 'fails';
  return {
    solver: solver.name,
    claim: 'marginals',
    problem: 'variance of data at a point',
    declared: bias,
    observed: last - fall,
    interval: [low, high],
    verdict,
    errors,
  };
}
