import { InputError } from '../errors/index.ts';
import { type Schedule, stepVariance, transition } from '../problem/index.ts';

/** What the term of the variational bound of one training time takes from the schedule; e is the error of eps. */
export interface BoundTerm {
  /** Whether it is the decoder's, of the step that ends at the data. */
  readonly closes: boolean;
  /** ln btilde, the smallest variance. */
  readonly small: number;
  /** ln b - ln btilde, what a share of 1 adds to it. */
  readonly range: number;
  /** The factor of e^2 when it is measured against btilde: btilde is the unit of the square of the means' distance. */
  readonly ofError: number;
  /** The factor of e in x0 - x0_theta. */
  readonly ofX0: number;
}

/**
 * The term of training time t = i / N, whose step ends at (i - 1) / N.
 *
 *   i > 1:   KL of two Gaussians, whose means differ by b / (sqrt(a) sigma_t) e, in units of btilde: b / (a sigma_s^2) e^2
 *   i = 1:   a Gaussian of mean x0_theta = x0 - sigma_t / alpha_t e
 *
 * @throws InputError unless t is a training time
 * @see Ho, Jain & Abbeel (2020), arXiv:2006.11239, eq. 5, 8 and 12
 */
export function boundTerm(schedule: Schedule, trainingSteps: number, t: number): BoundTerm {
  const i = Math.round(t * trainingSteps);
  if (!(i >= 1 && i <= trainingSteps && Math.abs(t * trainingSteps - i) < 1e-6)) {
    throw new InputError(
      `hybrid loss: times must be i / ${trainingSteps}, i = 1..${trainingSteps}, got ${t}; draw them with discreteTimes`,
    );
  }
  const s = (i - 1) / trainingSteps;
  const before = i < trainingSteps ? (i + 1) / trainingSteps : undefined;
  const { large, small } = stepVariance(schedule, t, s, before);
  const ofX0 = schedule.sigma(t) / schedule.alpha(t);
  const { scale, std } = transition(schedule, s, t);
  const closes = i === 1;
  const ofError = closes ? ofX0 ** 2 / Math.exp(small) : (std / (scale * schedule.sigma(s))) ** 2;
  return { closes, small, range: large - small, ofError, ofX0 };
}
