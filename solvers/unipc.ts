import { uniformLogSnr } from '../src/grids/index.ts';
import type { DiffusionSolver } from './solver.ts';
import { corrected } from './unipCorrector.ts';
import { predicted, requireUniB, type UniB } from './unipPredictor.ts';

/**
 * UniPC-2: UniP-2, then UniC-2, which corrects what was predicted once x0 is known there. That x0 is the next step's too, so
 * there is one evaluation a step, and a step is: correct where it starts, then predict where it ends.
 *
 * So the states between steps, and at a rise of the grid, are the predicted ones; they converge with the same order. The
 * closing step to sigma = 0 needs no correction: it is x0 itself.
 *
 * @param options its settings
 * @param options.b 'b1', B = -h, or 'b2', B = expm1(-h)
 * @throws InputError if b is neither
 * @see Zhao et al. (2023), arXiv:2302.04867, algorithms 1 and 2 (data prediction, order 2)
 */
export function unipc({ b = 'b2' }: { b?: UniB } = {}): DiffusionSolver {
  requireUniB('unipc', b);
  return {
    name: 'unipc',
    options: { b },
    solves: 'reverse-diffusion',
    isStochastic: false,
    order: { ode: 3 },
    evaluationsPerStep: 1,
    source: 'Zhao et al. 2023, arXiv:2302.04867',
    defaultGrid: uniformLogSnr(),
    memory: 2,
    step(at) {
      const { x0 } = at.problem.predict(at.x, at.t);
      const x = corrected(at, b, x0, at.past);
      return { x: predicted({ ...at, x }, b, x0, at.past[0]), past: { t: at.t, x0 } };
    },
  };
}
