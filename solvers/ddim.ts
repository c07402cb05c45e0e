import { requireInRange } from '../src/errors/index.ts';
import { uniformLogSnr } from '../src/grids/index.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * DDIM: the exact step of the reverse process when the predicted noise is held fixed.
 *
 *   x_s = alpha_s x0 + sigma_s (sqrt(1 - c) eps + sqrt(c) z),   c = eta^2 (1 - (alpha_t sigma_s / alpha_s sigma_t)^2)
 *
 * `eta = 0` is the deterministic sampler, `eta = 1` is DDPM with the small variance.
 *
 * @category Reverse diffusion
 * @param options its settings
 * @param options.eta share of fresh noise, in [0, 1]
 * @throws InputError if eta is outside [0, 1]
 * @see Song, Meng & Ermon (2021), arXiv:2010.02502, eq. 12 and 16
 */
export function ddim({ eta = 0 }: { eta?: number } = {}): DiffusionSolver {
  requireInRange('ddim: eta', eta, 0, 1);
  return {
    name: 'ddim',
    options: { eta },
    solves: 'reverse-diffusion',
    isStochastic: eta > 0,
    order: eta === 0 ? { ode: 1 } : { weak: 1 },
    stepsFromNoise: true,
    evaluationsPerStep: 1,
    source: 'Song, Meng & Ermon 2021, arXiv:2010.02502',
    defaultGrid: uniformLogSnr(),
    step({ problem: { space, schedule, predict }, x, t, s, noise }) {
      const fall = schedule.logSnr(t) - schedule.logSnr(s);
      const fresh = -(eta ** 2) * Math.expm1(2 * fall);
      const { x0, eps } = predict(x, t);
      const sigma = schedule.sigma(s);
      const held = [
        [schedule.alpha(s), x0],
        [sigma * Math.sqrt(1 - fresh), eps],
      ] as const;
      // spares the draw
      if (fresh === 0) return { x: space.combine(...held) };
      return { x: space.combine(...held, [sigma * Math.sqrt(fresh), noise.normal()]) };
    },
  };
}
