import type { Denoiser, Evaluations } from './denoiser.ts';
import type { Prediction } from './prediction.ts';
import { isPureNoise, type Schedule } from './schedule.ts';
import type { AdditiveSde, Ode } from './sde.ts';

/**
 * A diffusion run backwards: a stochastic and a deterministic process with the marginals of the noising one.
 *
 *   reverse SDE        dx = [f x - g^2 score] dt + g dw
 *   probability flow   dx = [f x - g^2 score / 2] dt = [alpha' x0 + sigma' eps] dt
 *
 * At pure noise f and g are infinite. The flow is then read in its second form; the SDE, which forgets its state there at once, has no
 * drift, and the loop of src/sampling takes that step for the solvers of SDEs.
 *
 * @see Song et al. (2021), arXiv:2011.13456, eq. 6 and 13
 */
export interface ReverseDiffusion<X, P extends Prediction<X> = Prediction<X>>
  extends Ode<X>,
    AdditiveSde<X> {
  readonly schedule: Schedule;
  /** Network calls per prediction, drift or velocity. */
  readonly evaluationsPerCall: Evaluations;
  /** Samples are drawn this many at a time, or a multiple of it, where a row's last bits depend on its place in a block. */
  readonly block?: number;
  /** What the denoiser says of x_0 and eps at (x, t). */
  predict(x: X, t: number): P;
}

/** The reverse SDE and the probability flow of a denoiser and the schedule it is bound to. */
export function reverse<X, P extends Prediction<X>>(
  denoiser: Denoiser<X, P>,
): ReverseDiffusion<X, P> {
  const { space, schedule, evaluationsPerCall, block = 1 } = denoiser;
  const { f, g, slopesAtNoise: slopes } = schedule;
  const predict = (x: X, t: number): P => denoiser.predict(x, t);
  return {
    space,
    schedule,
    evaluationsPerCall,
    block,
    predict,
    drift: (x, t) => predict(x, t).along(f(t), -(g(t) ** 2)),
    velocity: (x, t) => {
      const predicted = predict(x, t);
      if (slopes === undefined || !isPureNoise(schedule, t)) {
        return predicted.along(f(t), -(g(t) ** 2) / 2);
      }
      return space.combine([slopes.alpha, predicted.x0], [slopes.sigma, predicted.eps]);
    },
    diffusion: { kind: 'additive', at: g },
  };
}
