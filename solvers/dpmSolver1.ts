import { uniformLogSnr } from '../src/grids/index.ts';
import { exponentialStep } from './exponentialIntegrator.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * DPM-Solver-1: the exact step of the probability flow with eps held fixed, which is DDIM.
 *
 *   x_s = (alpha_s / alpha_t) x - sigma_s expm1(h) eps,   h = lambda_s - lambda_t,   lambda = ln(alpha / sigma)
 *
 * @category Reverse diffusion
 * @see Lu et al. (2022), arXiv:2206.00927, eq. 3.7
 */
export function dpmSolver1(): DiffusionSolver {
  return {
    name: 'dpm-solver-1',
    options: {},
    solves: 'reverse-diffusion',
    isStochastic: false,
    order: { ode: 1 },
    evaluationsPerStep: 1,
    source: 'Lu et al. 2022, arXiv:2206.00927, eq. 3.7',
    defaultGrid: uniformLogSnr(),
    step({ problem: { space, schedule, predict }, x, t, s }) {
      const { carry, gain } = exponentialStep(schedule, 'eps', t, s);
      return { x: space.combine([carry, x], [gain(0), predict(x, t).eps]) };
    },
  };
}
