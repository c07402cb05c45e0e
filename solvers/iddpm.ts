import { InputError } from '../src/errors/index.ts';
import { uniformLogSnr } from '../src/grids/index.ts';
import { stepVariance, transition } from '../src/problem/index.ts';
import type { LearnedVarianceSolver } from './solver.ts';

/**
 * IDDPM: ancestral sampling whose variance the network has learned, elementwise.
 *
 *   x_s = alpha_s b / sigma_t^2 x0 + a sigma_s^2 / sigma_t^2 x + exp((v ln b + (1 - v) ln btilde) / 2) z
 *   a = alpha_t / alpha_s,   b = sigma_t^2 - a^2 sigma_s^2,   btilde = b sigma_s^2 / sigma_t^2,   v = the share of the prediction
 *
 * At v = 0 it is DDPM with the small variance, at v = 1 with the large one. A variance that is right makes a step exact in
 * law where x_s given x_t is Gaussian, which is what few steps gain from it.
 *
 * @category Reverse diffusion
 * @throws InputError when it meets a prediction without a variance, which its type rules out
 * @see Nichol & Dhariwal (2021), arXiv:2102.09672, eq. 15 and section 4
 */
export function iddpm(): LearnedVarianceSolver {
  return {
    name: 'iddpm',
    options: {},
    solves: 'reverse-diffusion-with-variance',
    isStochastic: true,
    order: { weak: 1 },
    stepsFromNoise: true,
    evaluationsPerStep: 1,
    source: 'Nichol & Dhariwal 2021, arXiv:2102.09672',
    defaultGrid: uniformLogSnr(),
    step({ problem: { space, schedule, predict }, x, t, s, noise }) {
      const { scale: a, std } = transition(schedule, s, t);
      const { large, small } = stepVariance(schedule, t, s);
      const ratio = schedule.sigma(s) / schedule.sigma(t);
      const ofX0 = schedule.alpha(s) * (std / schedule.sigma(t)) ** 2;
      const { x0, varianceShare } = predict(x, t);
      if (varianceShare === undefined) {
        throw new InputError(
          'iddpm: the predictions carry no variance; use a network with learnsVariance, or ddpm',
        );
      }
      const half = space.combine([(large - small) / 2, varianceShare]);
      const spread = space.exp(space.shift(half, small / 2));
      const mean = [
        [ofX0, x0],
        [a * ratio ** 2, x],
      ] as const;
      return { x: space.combine(...mean, [1, spread, noise.normal()]) };
    },
  };
}
