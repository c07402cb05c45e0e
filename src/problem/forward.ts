import type { Space } from '../space/index.ts';
import { type Schedule, transition } from './schedule.ts';
import type { AdditiveSde } from './sde.ts';

/** The noising SDE dx = f x dt + g dw, and its transitions, which are Gaussian. */
export interface ForwardDiffusion<X> extends AdditiveSde<X> {
  readonly schedule: Schedule;
  /** A draw of q(x_t | x_0) from standard normals z: alpha x_0 + sigma z. */
  marginal(x0: X, t: number, z: X): X;
  /** A draw of q(x_t | x_s), s < t, from standard normals z. */
  transition(xs: X, s: number, t: number, z: X): X;
}

/**
 * Data to noise: the SDE that a schedule stands for, on arrays of a space.
 * @see Song et al. (2021), arXiv:2011.13456, section 3.3
 */
export function forward<X>(schedule: Schedule, space: Space<X>): ForwardDiffusion<X> {
  const { alpha, sigma, f, g } = schedule;
  return {
    space,
    schedule,
    drift: (x, t) => space.combine([f(t), x]),
    diffusion: { kind: 'additive', at: g },
    marginal: (x0, t, z) => space.combine([alpha(t), x0], [sigma(t), z]),
    transition: (xs, s, t, z) => {
      const { scale, std } = transition(schedule, s, t);
      return space.combine([scale, xs], [std, z]);
    },
  };
}
