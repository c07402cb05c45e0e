import { requireShare } from '../src/errors/index.ts';
import { uniformLogSnr } from '../src/grids/index.ts';
import { singlestep } from './singlestep.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * DPM-Solver++(2S): x0 held fixed to a time m between, and what it is there used for the whole step.
 *
 *   u = (sigma_m / sigma_t) x - alpha_m expm1(-r h) x0,   lambda_m = lambda_t + r h,   h = lambda_s - lambda_t
 *   x_s = (sigma_s / sigma_t) x - alpha_s expm1(-h) (x0 + (x0(u, m) - x0) / (2 r))
 *
 * @category Reverse diffusion
 * @param options its settings
 * @param options.r where m lies, as a share of the step in lambda, in (0, 1]
 * @throws InputError if r is not in (0, 1]
 * @see Lu et al. (2022), arXiv:2211.01095, algorithm 1
 */
export function dpmpp2s({ r = 1 / 2 }: { r?: number } = {}): DiffusionSolver {
  requireShare('dpmpp-2s: r', r);
  return {
    name: 'dpmpp-2s',
    options: { r },
    solves: 'reverse-diffusion',
    isStochastic: false,
    order: { ode: 2 },
    evaluationsPerStep: 2,
    source: 'Lu et al. 2022, arXiv:2211.01095, algorithm 1',
    defaultGrid: uniformLogSnr(),
    step: singlestep('x0', r),
  };
}
