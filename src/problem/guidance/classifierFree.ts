import { InputError } from '../../errors/index.ts';
import { type Denoiser, evaluationsAt } from '../denoiser.ts';
import { type Prediction, prediction, withViews } from '../prediction.ts';
import { isPureNoise, levelAt } from '../schedule.ts';

/** How strongly, and at which noise levels. */
export interface GuidanceOptions {
  /** w: 0 is the law of all data, 1 that of the condition, more overshoots. */
  readonly scale: number;
  /** Noise levels sigma / alpha between which it is at work; elsewhere w is 1. All by default. */
  readonly interval?: readonly [low: number, high: number] | undefined;
}

/**
 * That a guidance can be carried out.
 * @throws InputError if the scale is not a finite number of at least 0, or the interval is not one
 */
export function requireGuidance(what: string, { scale, interval }: GuidanceOptions): void {
  if (!(Number.isFinite(scale) && scale >= 0)) {
    throw new InputError(`${what}: scale must be a finite number of at least 0, got ${scale}`);
  }
  if (interval === undefined) return;
  const [low, high] = interval;
  if (!(low >= 0 && low < high)) {
    throw new InputError(
      `${what}: interval must be two noise levels sigma / alpha, 0 <= low < high, got ${low}, ${high}`,
    );
  }
}

/** Whether guidance is at work at time t. */
export function isGuided(
  { schedule }: Pick<Denoiser<unknown>, 'schedule'>,
  t: number,
  { interval: [low, high] = [0, Infinity] }: GuidanceOptions,
): boolean {
  const noise = schedule.sigma(t) / schedule.alpha(t);
  return noise >= low && noise <= high;
}

/**
 * Classifier-free guidance: beyond the conditional prediction, away from the unconditional one.
 *
 *   eps = eps(x) + w (eps(x | y) - eps(x))
 *
 * the score of p(x) p(y | x)^w at every noise level, whose samples are not those of a tempered law unless w is 1. Two evaluations
 * where it is at work with w other than 0 and 1, else one.
 *
 * @param conditional of p(x | y); what its predictions carry besides, as a variance, is kept
 * @param unconditional of p(x), bound to the same schedule
 * @throws InputError if scale or interval are out of range, or the two are bound to different schedules
 * @see Ho & Salimans (2022), arXiv:2207.12598, eq. 6, whose w is ours less 1; Kynkaanniemi et al. (2024), arXiv:2404.07724, for
 *   the interval
 */
export function classifierFreeGuidance<X, P extends Prediction<X>>(
  conditional: Denoiser<X, P>,
  unconditional: Denoiser<X, P>,
  options: GuidanceOptions,
): Denoiser<X, P> {
  requireGuidance('classifier-free guidance', options);
  const { space, schedule } = conditional;
  if (unconditional.schedule.name !== schedule.name) {
    throw new InputError(
      `classifier-free guidance: both denoisers must be bound to one schedule, got ${schedule.name} and ${unconditional.schedule.name}`,
    );
  }
  const { scale } = options;
  const scaleAt = (t: number): number => (isGuided(conditional, t, options) ? scale : 1);
  const each = conditional.evaluationsPerCall;
  return {
    ...conditional,
    evaluationsPerCall: (t) => {
      const w = scaleAt(t);
      return w === 0 || w === 1 ? evaluationsAt(each, t) : 2 * evaluationsAt(each, t);
    },
    predict: (x, t) => {
      const w = scaleAt(t);
      if (w === 0) return unconditional.predict(x, t);
      const own = conditional.predict(x, t);
      if (w === 1) return own;
      // at pure noise eps says nothing of x0, which combines as eps does
      const view = isPureNoise(schedule, t) ? 'x0' : 'eps';
      const guided = space.combine([w, own[view]], [1 - w, unconditional.predict(x, t)[view]]);
      return withViews(own, prediction(space, levelAt(schedule, t), view, x, guided));
    },
    pullback: (x, t, v) => {
      const w = scaleAt(t);
      if (w === 0) return unconditional.pullback(x, t, v);
      const own = conditional.pullback(x, t, v);
      // x0 is linear in eps with the same offset for both, so it combines as eps does
      return w === 1 ? own : space.combine([w, own], [1 - w, unconditional.pullback(x, t, v)]);
    },
    dispose: () => {
      conditional.dispose();
      unconditional.dispose();
    },
  };
}
