import { requireOneOf } from '../src/errors/index.ts';
import { uniformLogSnr } from '../src/grids/index.ts';
import { transition } from '../src/problem/index.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * DDPM: ancestral sampling, the exact draw of q(x_s | x_t, x0) with the predicted x0 in the place of the true one.
 *
 *   x_s = alpha_s b / sigma_t^2 x0 + a sigma_s^2 / sigma_t^2 x + sqrt(v) z
 *   a = alpha_t / alpha_s,   b = sigma_t^2 - a^2 sigma_s^2,   v = b sigma_s^2 / sigma_t^2 (small) or b (large)
 *
 * On any schedule and grid; on consecutive training times it is Algorithm 2 of the paper. The large variance is right
 * for data that are noise themselves, and terrible at few steps.
 *
 * @category Reverse diffusion
 * @param options its settings
 * @param options.variance 'small', the variance of the posterior, or 'large', that of the forward step
 * @throws InputError if the variance is neither
 * @see Ho, Jain & Abbeel (2020), arXiv:2006.11239, eq. 6, 7 and 11
 */
export function ddpm({
  variance = 'small',
}: {
  variance?: 'small' | 'large';
} = {}): DiffusionSolver {
  requireOneOf('ddpm: variance', variance, ['small', 'large']);
  return {
    name: 'ddpm',
    options: { variance },
    solves: 'reverse-diffusion',
    isStochastic: true,
    order: { weak: 1 },
    stepsFromNoise: true,
    evaluationsPerStep: 1,
    source: 'Ho, Jain & Abbeel 2020, arXiv:2006.11239',
    defaultGrid: uniformLogSnr(),
    step({ problem: { space, schedule, predict }, x, t, s, noise }) {
      const { scale: a, std } = transition(schedule, s, t);
      const ratio = schedule.sigma(s) / schedule.sigma(t);
      const ofX0 = schedule.alpha(s) * (std / schedule.sigma(t)) ** 2;
      const spread = variance === 'small' ? std * ratio : std;
      const mean = [
        [ofX0, predict(x, t).x0],
        [a * ratio ** 2, x],
      ] as const;
      return { x: space.combine(...mean, [spread, noise.normal()]) };
    },
  };
}
