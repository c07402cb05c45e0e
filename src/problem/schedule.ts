/**
 * The noising process x_t = alpha(t) x_0 + sigma(t) eps, or dx = f(t) x dt + g(t) dw. Host float64.
 *
 *   f = d ln alpha / dt,   g^2 = d sigma^2 / dt - 2 f sigma^2,   logSnr = ln(alpha / sigma)
 *
 * alpha(0) = 1 and sigma(0) = 0 for every schedule; logSnr falls strictly as t rises.
 */
export interface Schedule {
  /** The name the command line knows it by. */
  readonly name: string;
  /** Its settings as resolved, defaults included. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Where it comes from: author, year, arXiv number. */
  readonly source: string;
  readonly range: {
    /** From the time whose marginal is taken as noise down to the last time before the closing step to 0. */
    readonly sample: readonly [from: number, to: number];
    /** Times at which a network is trained. */
    readonly train: readonly [low: number, high: number];
  };
  /** The number of training times i / N of a discrete schedule, i = 1..N. */
  readonly trainingSteps?: number;
  /** The time at a share in (0, 1) of training draws, where these are not uniform in t over `range.train`. */
  trainingTime?(share: number): number;
  /**
   * d alpha / dt and d sigma / dt at the last time, of a schedule that leaves nothing of the data there: f and g are infinite then,
   * and so is the drift of the reverse SDE, while the probability flow is alpha' x0 + sigma' eps.
   */
  readonly slopesAtNoise?: NoiseLevel;
  /** What is left of x_0 at time t. */
  alpha(t: number): number;
  /** Standard deviation of the noise at time t. */
  sigma(t: number): number;
  /** Coefficient of x in the drift, d ln alpha / dt. */
  f(t: number): number;
  /** Strength of the noise, per square root of time. */
  g(t: number): number;
  /** ln(alpha / sigma); Infinity at t = 0. */
  logSnr(t: number): number;
  /** The inverse of logSnr. */
  timeOf(logSnr: number): number;
}

/** How much signal and noise a marginal holds. */
export interface NoiseLevel {
  readonly alpha: number;
  readonly sigma: number;
}

/** The level of the data themselves. */
export const clean: NoiseLevel = { alpha: 1, sigma: 0 };

/** alpha and sigma of a schedule at one time. */
export function levelAt(schedule: Schedule, t: number): NoiseLevel {
  return { alpha: schedule.alpha(t), sigma: schedule.sigma(t) };
}

/** Whether nothing is left of the data at time t. */
export function isPureNoise({ alpha }: Pick<Schedule, 'alpha'>, t: number): boolean {
  return alpha(t) === 0;
}

/** q(x_t | x_s) = N(scale x_s, std^2), for s < t: scale = alpha_t / alpha_s, std^2 = sigma_t^2 - scale^2 sigma_s^2. */
export interface Transition {
  readonly scale: number;
  readonly std: number;
}

/**
 * The exact transition of the noising SDE from time s to a later time t. std^2 is written as
 * sigma_t^2 (1 - e^(2 (lambda_t - lambda_s))), which keeps its digits when t is close to s.
 */
export function transition(schedule: Schedule, s: number, t: number): Transition {
  const scale = schedule.alpha(t) / schedule.alpha(s);
  const fall = schedule.logSnr(t) - schedule.logSnr(s);
  return { scale, std: schedule.sigma(t) * Math.sqrt(-Math.expm1(2 * fall)) };
}
