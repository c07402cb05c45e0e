import type { Denoiser } from '../denoiser.ts';
import { type Prediction, prediction, withViews } from '../prediction.ts';
import { isPureNoise, levelAt } from '../schedule.ts';
import { type GuidanceOptions, isGuided, requireGuidance } from './classifierFree.ts';

/**
 * Classifier guidance: the score of p(x) p(y | x)^s, from a denoiser of p(x) and a classifier of noisy samples.
 *
 *   score = score(x) + s grad_x ln p(y | x),   eps = eps(x) - s sigma grad_x ln p(y | x)
 *
 * At pure noise, where the gradient is 0 and eps says nothing of x0, it is not at work. With s = 1 and the exact classifier it is the
 * score of p(x | y). An evaluation counts once: the classifier's is not the
 * network's. The pullback is that of the denoiser alone where it is not at work, and by automatic differentiation elsewhere.
 *
 * @param denoiser of p(x), or of p(x | y) to go beyond it
 * @param gradient grad_x ln p(y | x) at (x, t)
 * @throws InputError if scale or interval are out of range
 * @see Dhariwal & Nichol (2021), arXiv:2105.05233, algorithm 2 (eps - sqrt(1 - abar) grad); Song et al. (2021), arXiv:2011.13456,
 *   eq. 14
 */
export function classifierGuidance<X, P extends Prediction<X>>(
  denoiser: Denoiser<X, P>,
  gradient: (x: X, t: number) => X,
  options: GuidanceOptions,
): Denoiser<X, P> {
  requireGuidance('classifier guidance', options);
  const { space, schedule } = denoiser;
  const { scale } = options;
  const isAtWork = (t: number): boolean =>
    scale !== 0 && isGuided(denoiser, t, options) && !isPureNoise(schedule, t);
  const predict = (x: X, t: number): P => {
    const own = denoiser.predict(x, t);
    if (!isAtWork(t)) return own;
    const level = levelAt(schedule, t);
    const eps = space.combine([1, own.eps], [-scale * level.sigma, gradient(x, t)]);
    return withViews(own, prediction(space, level, 'eps', x, eps));
  };
  return {
    ...denoiser,
    predict,
    pullback: (x, t, v) =>
      isAtWork(t) ? space.pullback((at) => predict(at, t).x0, x, v) : denoiser.pullback(x, t, v),
  };
}
