import { type Schedule, transition } from './schedule.ts';

/** The two variances between which that of a step from t to s lies. */
export interface StepVariance {
  /** ln b, of the forward step: b = sigma_t^2 - (alpha_t / alpha_s)^2 sigma_s^2. */
  readonly large: number;
  /** ln btilde, of the posterior q(x_s | x_t, x_0): btilde = b sigma_s^2 / sigma_t^2. */
  readonly small: number;
}

/**
 * The logarithms of the variances of a step. Where it ends at sigma = 0 that of the posterior is 0; its logarithm is then
 * taken from `before`, a time above t, as IDDPM does: that of the step from there to t. Without one it is that of b.
 *
 * @param before the time of the grid before t
 * @see Nichol & Dhariwal (2021), arXiv:2102.09672, section 3.1; Ho, Jain & Abbeel (2020), arXiv:2006.11239, eq. 7
 */
export function stepVariance(
  schedule: Schedule,
  t: number,
  s: number,
  before?: number,
): StepVariance {
  const large = 2 * Math.log(transition(schedule, s, t).std);
  const sigmaS = schedule.sigma(s);
  if (sigmaS > 0) return { large, small: large + 2 * Math.log(sigmaS / schedule.sigma(t)) };
  return { large, small: before === undefined ? large : stepVariance(schedule, before, t).small };
}
