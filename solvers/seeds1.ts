import { uniformLogSnr } from '../src/grids/index.ts';
import { exponentialStep } from './exponentialIntegrator.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * SEEDS-1: the exact step of the reverse SDE while the predicted noise is held fixed.
 *
 *   x_s = (alpha_s / alpha_t) x - 2 sigma_s expm1(h) eps + sigma_s sqrt(expm1(2 h)) z,   h = lambda_s - lambda_t
 *
 * @category Reverse diffusion
 * @see Gonzalez et al. (2023), arXiv:2305.14267, algorithm 1
 */
export function seeds1(): DiffusionSolver {
  return {
    name: 'seeds-1',
    options: {},
    solves: 'reverse-diffusion',
    isStochastic: true,
    order: { strong: 1, weak: 1 },
    evaluationsPerStep: 1,
    source: 'Gonzalez et al. 2023, arXiv:2305.14267',
    defaultGrid: uniformLogSnr(),
    step({ problem: { space, schedule, predict }, x, t, s, noise }) {
      const { carry, gain } = exponentialStep(schedule, 'eps', t, s);
      const spread = Math.sqrt(Math.expm1(2 * (schedule.logSnr(s) - schedule.logSnr(t))));
      const held = [
        [carry, x],
        [2 * gain(0), predict(x, t).eps],
      ] as const;
      return { x: space.combine(...held, [schedule.sigma(s) * spread, noise.normal()]) };
    },
  };
}
