import { uniformLogSnr } from '../src/grids/index.ts';
import type { DiffusionSolver } from './solver.ts';
import { corrected } from './unipCorrector.ts';
import { predicted } from './unipPredictor.ts';
import { requireUni, type UniB, type UniOptions } from './unipWeights.ts';

/**
 * UniPC: UniP, then UniC of the same order, which corrects what was predicted once x0 is known there. That x0 is the next step's too,
 * so there is one evaluation a step, and a step is: correct where it starts, then predict where it ends.
 *
 * So the states between steps, and at a rise of the grid, are the predicted ones; they converge with the same order. The
 * closing step to sigma = 0 needs no correction: it is x0 itself. diffusers' UniPCMultistepScheduler is lowerOrderFinal unless told
 * otherwise, which on grids that close at sigma = 0 makes a difference for order 3 alone.
 *
 * @param options its settings
 * @param options.order 1, 2 or 3: evaluations behind a prediction; the method has one order more
 * @param options.b 'b1', B = -h, or 'b2', B = expm1(-h), for steps of order 1 and 2
 * @param options.lowerOrderFinal whether the last step predicts with order 1, and the one before it with 2 at most
 * @throws InputError if the order is not 1, 2 or 3, or b is neither
 * @see Zhao et al. (2023), arXiv:2302.04867, algorithms 1 and 2 (data prediction)
 */
export function unipc({
  order = 2,
  b = 'b2',
  lowerOrderFinal = false,
}: {
  order?: 1 | 2 | 3;
  b?: UniB;
  lowerOrderFinal?: boolean;
} = {}): DiffusionSolver {
  requireUni('unipc', { order, b });
  const most = (left: number): UniOptions => ({
    order: (lowerOrderFinal ? Math.min(order, left + 1) : order) as UniOptions['order'],
    b,
  });
  return {
    name: 'unipc',
    options: { order, b, lowerOrderFinal },
    solves: 'reverse-diffusion',
    isStochastic: false,
    order: { ode: order + 1 },
    evaluationsPerStep: 1,
    source: 'Zhao et al. 2023, arXiv:2302.04867',
    defaultGrid: uniformLogSnr(),
    memory: order,
    step(at) {
      const { x0 } = at.problem.predict(at.x, at.t);
      const x = corrected(at, most(at.left + 1), x0, at.past);
      return { x: predicted({ ...at, x }, most(at.left), x0, at.past), past: { t: at.t, x0 } };
    },
  };
}
