import { uniformLogSnr } from '../src/grids/index.ts';
import { constant, multistep } from './multistep.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * DPM-Solver++(1): the exact step of the probability flow with x0 held fixed, which is DDIM.
 *
 *   x_s = (sigma_s / sigma_t) x - alpha_s expm1(-h) x0,   h = lambda_s - lambda_t,   lambda = ln(alpha / sigma)
 *
 * @category Reverse diffusion
 * @see Lu et al. (2022), arXiv:2211.01095
 */
export function dpmpp1(): DiffusionSolver {
  return {
    name: 'dpmpp-1',
    options: {},
    solves: 'reverse-diffusion',
    isStochastic: false,
    order: { ode: 1 },
    stepsFromNoise: true,
    evaluationsPerStep: 1,
    source: 'Lu et al. 2022, arXiv:2211.01095',
    defaultGrid: uniformLogSnr(),
    ...multistep('x0', constant),
  };
}
