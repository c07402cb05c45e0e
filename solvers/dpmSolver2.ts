import { requireShare } from '../src/errors/index.ts';
import { uniformLogSnr } from '../src/grids/index.ts';
import { singlestep } from './singlestep.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * DPM-Solver-2: eps held fixed to a time m between, and what it is there used for the whole step.
 *
 *   u = (alpha_m / alpha_t) x - sigma_m expm1(r h) eps,   lambda_m = lambda_t + r h,   h = lambda_s - lambda_t
 *   x_s = (alpha_s / alpha_t) x - sigma_s expm1(h) (eps + (eps(u, m) - eps) / (2 r))
 *
 * With r = 1 it is Heun in sigma / alpha.
 *
 * @category Reverse diffusion
 * @param options its settings
 * @param options.r where m lies, as a share of the step in lambda, in (0, 1]
 * @throws InputError if r is not in (0, 1]
 * @see Lu et al. (2022), arXiv:2206.00927, algorithms 1 and 4
 */
export function dpmSolver2({ r = 1 / 2 }: { r?: number } = {}): DiffusionSolver {
  requireShare('dpm-solver-2: r', r);
  return {
    name: 'dpm-solver-2',
    options: { r },
    solves: 'reverse-diffusion',
    isStochastic: false,
    order: { ode: 2 },
    evaluationsPerStep: 2,
    source: 'Lu et al. 2022, arXiv:2206.00927, algorithms 1 and 4',
    defaultGrid: uniformLogSnr(),
    step: singlestep('eps', r),
  };
}
