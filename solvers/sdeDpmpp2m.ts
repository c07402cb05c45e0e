import { uniformLogSnr } from '../src/grids/index.ts';
import { midpoint, multistep } from './multistep.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * SDE-DPM-Solver++(2M): x0 extrapolated linearly in lambda = ln(alpha / sigma) through the last two evaluations.
 *
 *   x_s = (sigma_s / sigma_t) e^(-h) x + alpha_s (1 - e^(-2 h)) (x0 + (x0 - x0_last) / (2 r)) + sigma_s sqrt(1 - e^(-2 h)) z
 *
 * with h = lambda_s - lambda_t and r = h_last / h. Its first step, and every step after a rise of the grid, is DDPM.
 *
 * @category Reverse diffusion
 * @see Lu et al. (2022), arXiv:2211.01095
 */
export function sdeDpmpp2m(): DiffusionSolver {
  return {
    name: 'sde-dpmpp-2m',
    options: {},
    solves: 'reverse-diffusion',
    isStochastic: true,
    order: { strong: 1, weak: 2 },
    stepsFromNoise: true,
    evaluationsPerStep: 1,
    source: 'Lu et al. 2022, arXiv:2211.01095',
    defaultGrid: uniformLogSnr(),
    ...multistep('x0 of the sde', midpoint),
  };
}
