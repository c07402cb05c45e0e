import { uniformLogSnr } from '../src/grids/index.ts';
import { multistep, parabola } from './multistep.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * DPM-Solver++(3M): x0 extrapolated by a parabola in lambda = ln(alpha / sigma) through the last three evaluations.
 *
 *   x_s = (sigma_s / sigma_t) x - alpha_s expm1(-h) x0 + alpha_s phi2 D1 - 2 alpha_s phi3 D2,   h = lambda_s - lambda_t
 *   phi2 = expm1(-h) / h + 1,   phi3 = phi2 / h - 1/2
 *
 * with D1 and D2 the parabola's coefficients of u and u^2, u = (lambda - lambda_t) / h.
 *
 * Widely used implementations leave out the 2, and have order 2. The first step is DDIM, so that order 3 needs a start where
 * x0 is flat, as it is in pure noise; elsewhere one error of O(h^2) stays.
 *
 * @category Reverse diffusion
 * @see Lu et al. (2022), arXiv:2211.01095
 */
export function dpmpp3m(): DiffusionSolver {
  return {
    name: 'dpmpp-3m',
    options: {},
    solves: 'reverse-diffusion',
    isStochastic: false,
    order: { ode: 3 },
    stepsFromNoise: true,
    evaluationsPerStep: 1,
    source: 'Lu et al. 2022, arXiv:2211.01095',
    defaultGrid: uniformLogSnr(),
    ...multistep('x0', parabola),
  };
}
