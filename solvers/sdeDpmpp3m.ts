import { uniformLogSnr } from '../src/grids/index.ts';
import { multistep, parabola } from './multistep.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * SDE-DPM-Solver++(3M): x0 extrapolated by a parabola in lambda = ln(alpha / sigma) through the last three evaluations.
 *
 *   x_s = (sigma_s / sigma_t) e^(-h) x - alpha_s expm1(-2 h) x0 + alpha_s phi2 D1 - 2 alpha_s phi3 D2 + sigma_s sqrt(1 - e^(-2 h)) z
 *   phi2 = expm1(-2 h) / (2 h) + 1,   phi3 = phi2 / (2 h) - 1/2,   h = lambda_s - lambda_t
 *
 * with D1 and D2 the parabola's coefficients of u and u^2, u = (lambda - lambda_t) / h.
 *
 * Its first step, and every step after a rise of the grid, is DDPM. The orders are those of 2M, since what the last draws did to x0
 * is extrapolated, too.
 *
 * @category Reverse diffusion
 * @see Lu et al. (2022), arXiv:2211.01095
 */
export function sdeDpmpp3m(): DiffusionSolver {
  return {
    name: 'sde-dpmpp-3m',
    options: {},
    solves: 'reverse-diffusion',
    isStochastic: true,
    order: { strong: 1, weak: 2 },
    stepsFromNoise: true,
    evaluationsPerStep: 1,
    source: 'Lu et al. 2022, arXiv:2211.01095',
    defaultGrid: uniformLogSnr(),
    ...multistep('x0 of the sde', parabola),
  };
}
