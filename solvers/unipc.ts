import { uniformLogSnr } from '../src/grids/index.ts';
import type { DiffusionSolver } from './solver.ts';
import { corrected, predicted } from './uniSteps.ts';
import { requireUni, type UniB } from './uniWeights.ts';

/**
 * UniPC: UniP, then UniC, which corrects what was predicted once x0 is known there. That x0 is the next step's too, so there
 * is one evaluation a step, and a step is: correct where it starts, then predict where it ends.
 *
 *   UniC of order p takes x0 where the step ends and at the p times before: one more than UniP, so its order is p + 1
 *
 * So the states between steps, and at a rise of the grid, are the predicted ones; they converge with the same order. The
 * closing step to sigma = 0 needs no correction: it is x0 itself. diffusers' UniPCMultistepScheduler is lowerOrderFinal unless told
 * otherwise, which on grids that close at sigma = 0 makes a difference for order 3 alone.
 *
 * @category Reverse diffusion
 * @param options its settings
 * @param options.order of UniP, 1, 2 or 3
 * @param options.b 'b1', B = -h, or 'b2', B = expm1(-h); it matters where a step is made of two evaluations
 * @param options.lowerOrderFinal whether the last step predicts with order 1, and the one before it with 2 at most; the
 *   order of the method is then 2
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
  requireUni('unipc', order, b);
  const most = (left: number): number => (lowerOrderFinal ? Math.min(order, left + 1) : order);
  return {
    name: 'unipc',
    options: { order, b, lowerOrderFinal },
    solves: 'reverse-diffusion',
    isStochastic: false,
    order: { ode: lowerOrderFinal ? 2 : order + 1 },
    // b1 is infinite there
    ...(b === 'b2' && { stepsFromNoise: true as const }),
    evaluationsPerStep: 1,
    source: 'Zhao et al. 2023, arXiv:2302.04867',
    defaultGrid: uniformLogSnr(),
    memory: order,
    step(at) {
      const { x0 } = at.problem.predict(at.x, at.t);
      const x = corrected(at, b, x0, at.past.slice(0, most(at.left + 1)));
      const recent = at.past.slice(0, most(at.left) - 1);
      return { x: predicted({ ...at, x }, b, x0, recent), past: { t: at.t, x0 } };
    },
  };
}
