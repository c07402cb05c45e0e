import { uniformLogSnr } from '../src/grids/index.ts';
import type { DiffusionSolver } from './solver.ts';
import { predicted, requireUniB, type UniB } from './unipPredictor.ts';

/**
 * UniP-2: the predictor of UniPC, x0 extrapolated through the last two evaluations.
 *
 *   x_s = (sigma_s / sigma_t) x - alpha_s expm1(-h) x0 - alpha_s B (x0 - x0_last) / (2 r),   r = h_last / h
 *
 * With B = expm1(-h) it is DPM-Solver++(2M). Its first step, and every step after a rise of the grid, is DDIM.
 *
 * @param options its settings
 * @param options.b 'b1', B = -h, or 'b2', B = expm1(-h)
 * @throws InputError if b is neither
 * @see Zhao et al. (2023), arXiv:2302.04867, algorithm 2 (data prediction, order 2)
 */
export function unip({ b = 'b2' }: { b?: UniB } = {}): DiffusionSolver {
  requireUniB('unip', b);
  return {
    name: 'unip',
    options: { b },
    solves: 'reverse-diffusion',
    isStochastic: false,
    order: { ode: 2 },
    evaluationsPerStep: 1,
    source: 'Zhao et al. 2023, arXiv:2302.04867',
    defaultGrid: uniformLogSnr(),
    memory: 1,
    step(at) {
      const { x0 } = at.problem.predict(at.x, at.t);
      return { x: predicted(at, b, x0, at.past[0]), past: { t: at.t, x0 } };
    },
  };
}
