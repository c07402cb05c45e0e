import { uniformLogSnr } from '../src/grids/index.ts';
import { constant, multistep } from './multistep.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * SDE-DPM-Solver++(1): the exact step of the reverse SDE with x0 held fixed, which is DDPM.
 *
 *   x_s = (sigma_s / sigma_t) e^(-h) x + alpha_s (1 - e^(-2 h)) x0 + sigma_s sqrt(1 - e^(-2 h)) z,   h = lambda_s - lambda_t
 *
 * @category Reverse diffusion
 * @see Lu et al. (2022), arXiv:2211.01095
 */
export function sdeDpmpp1(): DiffusionSolver {
  return {
    name: 'sde-dpmpp-1',
    options: {},
    solves: 'reverse-diffusion',
    isStochastic: true,
    order: { strong: 1, weak: 1 },
    stepsFromNoise: true,
    evaluationsPerStep: 1,
    source: 'Lu et al. 2022, arXiv:2211.01095',
    defaultGrid: uniformLogSnr(),
    ...multistep('x0 of the sde', constant),
  };
}
