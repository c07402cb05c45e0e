import { requireInRange, requireInteger } from '../src/errors/index.ts';
import { uniformLogSnr } from '../src/grids/index.ts';
import { exponentialStep } from './exponentialIntegrator.ts';
import { lagrangeWeights } from './lagrangeWeights.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * DEIS, tAB0 to tAB2: the exact step of the probability flow with a polynomial in t, through the last noises predicted, in the
 * place of eps.
 *
 *   x_s = (alpha_s / alpha_t) x + sum_j C_j eps_j,   C_j as in lagrangeWeights.ts
 *
 * Its first steps, also after a rise of the grid, use the noises there are. Order 1 is DDIM.
 *
 * @category Reverse diffusion
 * @param options its settings
 * @param options.order evaluations a step is made of, 1, 2 or 3: tAB(order - 1) of the paper
 * @throws InputError if the order is not 1, 2 or 3
 * @see Zhang & Chen (2022), arXiv:2204.13902, section 3
 */
export function deis({ order = 3 }: { order?: 1 | 2 | 3 } = {}): DiffusionSolver {
  requireInteger('deis: order', order);
  requireInRange('deis: order', order, 1, 3);
  return {
    name: 'deis',
    options: { order },
    solves: 'reverse-diffusion',
    isStochastic: false,
    order: { ode: order },
    evaluationsPerStep: 1,
    source: 'Zhang & Chen 2022, arXiv:2204.13902',
    defaultGrid: uniformLogSnr(),
    memory: order - 1,
    step({ problem: { space, schedule, predict }, x, t, s, past }) {
      const { eps } = predict(x, t);
      const { carry, gain } = exponentialStep(schedule, 'eps', t, s);
      const seen = [{ t, eps }, ...past];
      const weights = lagrangeWeights(
        schedule,
        seen.map((own) => own.t),
        s,
        gain(0),
      );
      const terms = seen.map((own, j) => [weights[j] ?? 0, own.eps ?? eps] as const);
      return { x: space.combine([carry, x], ...terms), past: { t, eps } };
    },
  };
}
