import { uniformLogSnr } from '../src/grids/index.ts';
import { transition } from '../src/problem/index.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * Reverse diffusion: the reverse SDE discretised as the forward chain x_t = a x_s + sqrt(b) z is.
 *
 *   x_s = (2 - a) x + b score + sqrt(b) z,   a = alpha_t / alpha_s,   b = sigma_t^2 - a^2 sigma_s^2
 *
 * @category Reverse diffusion
 * @see Song et al. (2021), arXiv:2011.13456, appendix E
 */
export function reverseDiffusion(): DiffusionSolver {
  return {
    name: 'reverse-diffusion',
    options: {},
    solves: 'reverse-diffusion',
    isStochastic: true,
    order: { weak: 1 },
    evaluationsPerStep: 1,
    source: 'Song et al. 2021, arXiv:2011.13456, appendix E',
    defaultGrid: uniformLogSnr(),
    step({ problem: { space, schedule, predict }, x, t, s, noise }) {
      const { scale, std } = transition(schedule, s, t);
      const mean = predict(x, t).along(2 - scale, std ** 2);
      return { x: space.combine([1, mean], [std, noise.normal()]) };
    },
  };
}
