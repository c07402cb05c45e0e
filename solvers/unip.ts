import { uniformLogSnr } from '../src/grids/index.ts';
import type { DiffusionSolver } from './solver.ts';
import { predicted } from './unipPredictor.ts';
import { requireUni, type UniB } from './unipWeights.ts';

/**
 * UniP: the predictor of UniPC, x0 extrapolated through the last evaluations, `order` of them; the weights are in unipWeights.ts.
 *
 *   x_s = (sigma_s / sigma_t) x + sum_j p_j x0_j
 *
 * Order 1 is DDIM, order 2 with B = expm1(-h) is DPM-Solver++(2M), order 3 is DPM-Solver++(3M). Its first steps, also after a rise
 * of the grid, use the evaluations there are.
 *
 * @param options its settings
 * @param options.order 1, 2 or 3
 * @param options.b 'b1', B = -h, or 'b2', B = expm1(-h), for steps of order 2
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
  const options = { order, b };
  requireUni('unip', options);
  return {
    name: 'unip',
    options,
    solves: 'reverse-diffusion',
    isStochastic: false,
    order: { ode: order },
    evaluationsPerStep: 1,
    source: 'Zhao et al. 2023, arXiv:2302.04867',
    defaultGrid: uniformLogSnr(),
    memory: order - 1,
    step(at) {
      const { x0 } = at.problem.predict(at.x, at.t);
      const x = predicted(at, options, x0, at.past);
      return order === 1 ? { x } : { x, past: { t: at.t, x0 } };
    },
  };
}
