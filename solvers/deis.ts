import { requireInRange, requireInteger, requireOneOf } from '../src/errors/index.ts';
import { uniformLogSnr } from '../src/grids/index.ts';
import { heldNoise } from './heldNoise.ts';
import { lagrangeWeights, type Variable } from './lagrangeWeights.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * DEIS, tAB0 to tAB2: the exact step of the probability flow with a polynomial in t, through the last noises predicted, in the
 * place of eps; or with one in ln(sigma / alpha), which is diffusers' DEISMultistepScheduler ("logrho").
 *
 *   x_s = (alpha_s / alpha_t) x + sum_j C_j eps_j,   C_j as in lagrangeWeights.ts
 *
 * Its first steps, also after a rise of the grid, use the noises there are. Order 1 is DDIM. With fewer than 15 steps that of diffusers
 * is lowerOrderFinal, unless lower_order_final = False.
 *
 * @param options its settings
 * @param options.order evaluations a step is made of, 1, 2 or 3: tAB(order - 1) of the paper
 * @param options.variable what the polynomial is one of, 't' or 'log-rho'
 * @param options.lowerOrderFinal whether the last step is of order 1, and the one before it of order 2 at most
 * @throws InputError if the order is not 1, 2 or 3, or the variable is neither
 * @see Zhang & Chen (2022), arXiv:2204.13902, eq. 14 and 15
 */
export function deis({
  order = 3,
  variable = 't',
  lowerOrderFinal = false,
}: {
  order?: 1 | 2 | 3;
  variable?: Variable;
  lowerOrderFinal?: boolean;
} = {}): DiffusionSolver {
  requireInteger('deis: order', order);
  requireInRange('deis: order', order, 1, 3);
  requireOneOf('deis: variable', variable, ['t', 'log-rho']);
  return {
    name: 'deis',
    options: { order, variable, lowerOrderFinal },
    solves: 'reverse-diffusion',
    isStochastic: false,
    order: { ode: order },
    evaluationsPerStep: 1,
    source: 'Zhang & Chen 2022, arXiv:2204.13902',
    defaultGrid: uniformLogSnr(),
    memory: order - 1,
    step({ problem: { space, schedule, predict }, x, t, s, left, past }) {
      const { eps } = predict(x, t);
      const { ofX, ofEps } = heldNoise(schedule, t, s);
      const seen = [{ t, eps }, ...past].slice(0, lowerOrderFinal ? left + 1 : order);
      const weights = lagrangeWeights(
        schedule,
        seen.map((own) => own.t),
        s,
        ofEps,
        variable,
      );
      const terms = seen.map((own, j) => [weights[j] ?? 0, own.eps ?? eps] as const);
      return { x: space.combine([ofX, x], ...terms), past: { t, eps } };
    },
  };
}
