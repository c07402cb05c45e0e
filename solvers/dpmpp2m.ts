import { uniformLogSnr } from '../src/grids/index.ts';
import { midpoint, multistep } from './multistep.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * DPM-Solver++(2M): x0 extrapolated linearly in lambda = ln(alpha / sigma) through the last two evaluations.
 *
 *   x_s = (sigma_s / sigma_t) x - alpha_s expm1(-h) (x0 + (x0 - x0_last) / (2 r)),   h = lambda_s - lambda_t,   r = h_last / h
 *
 * Its first step, and every step after a rise of the grid, holds x0 fixed: that is DDIM.
 *
 * @category Reverse diffusion
 * @see Lu et al. (2022), arXiv:2211.01095, algorithm 2
 */
export function dpmpp2m(): DiffusionSolver {
  return {
    name: 'dpmpp-2m',
    options: {},
    solves: 'reverse-diffusion',
    isStochastic: false,
    order: { ode: 2 },
    stepsFromNoise: true,
    evaluationsPerStep: 1,
    source: 'Lu et al. 2022, arXiv:2211.01095, algorithm 2',
    defaultGrid: uniformLogSnr(),
    ...multistep('x0', midpoint),
  };
}
