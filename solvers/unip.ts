import { uniformLogSnr } from '../src/grids/index.ts';
import type { DiffusionSolver } from './solver.ts';
import { predicted } from './uniSteps.ts';
import { requireUni, type UniB } from './uniWeights.ts';

/**
 * UniP: the predictor of UniPC, x0 extrapolated in lambda = ln(alpha / sigma) through the last evaluations.
 *
 *   x_s = (sigma_s / sigma_t) x + sum_j w_j x0_j,   w as in uniWeights.ts
 *   order 2: x_s = (sigma_s / sigma_t) x - alpha_s expm1(-h) x0 - alpha_s B (x0 - x0_last) / (2 r),   r = h_last / h
 *
 * Order 1 is DDIM, and order 2 with B = expm1(-h) is DPM-Solver++(2M). Its first steps, also after a rise of the grid, use the
 * evaluations that there are.
 *
 * @category Reverse diffusion
 * @param options its settings
 * @param options.order evaluations a step is made of, 1, 2 or 3
 * @param options.b 'b1', B = -h, or 'b2', B = expm1(-h); it matters where a step is made of two evaluations
 * @throws InputError if the order is not 1, 2 or 3, or b is neither
 * @see Zhao et al. (2023), arXiv:2302.04867, algorithm 2 (data prediction)
 */
export function unip({
  order = 2,
  b = 'b2',
}: {
  order?: 1 | 2 | 3;
  b?: UniB;
} = {}): DiffusionSolver {
  requireUni('unip', order, b);
  return {
    name: 'unip',
    options: { order, b },
    solves: 'reverse-diffusion',
    isStochastic: false,
    order: { ode: order },
    stepsFromNoise: true,
    evaluationsPerStep: 1,
    source: 'Zhao et al. 2023, arXiv:2302.04867',
    defaultGrid: uniformLogSnr(),
    memory: order - 1,
    step(at) {
      const { x0 } = at.problem.predict(at.x, at.t);
      return { x: predicted(at, b, x0, at.past), past: { t: at.t, x0 } };
    },
  };
}
