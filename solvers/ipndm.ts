import { requireInRange, requireInteger } from '../src/errors/index.ts';
import { uniformLogSnr } from '../src/grids/index.ts';
import { exponentialStep } from './exponentialIntegrator.ts';
import type { DiffusionSolver } from './solver.ts';

/** Adams and Bashforth's weights of the last one to four slopes, newest first, on equal steps. */
const adamsBashforth: readonly (readonly number[])[] = [
  [1],
  [3 / 2, -1 / 2],
  [23 / 12, -16 / 12, 5 / 12],
  [55 / 24, -59 / 24, 37 / 24, -9 / 24],
];

/**
 * iPNDM: DDIM with Adams and Bashforth's mean of the last noises predicted in the place of eps.
 *
 *   x_s = (alpha_s / alpha_t) x - sigma_s expm1(h) (55 eps - 59 eps_1 + 37 eps_2 - 9 eps_3) / 24,   h = lambda_s - lambda_t
 *
 * Its first steps, also after a rise of the grid, use the shorter rows. x / alpha moves along eps in sigma / alpha, and the
 * weights are those of equal steps: on grids uniform in sigma / alpha it has its full order once its start is as good, on
 * others 2 at most, for the mean of eps over a step is then right to second order only.
 *
 * @category Reverse diffusion
 * @param options its settings
 * @param options.order evaluations a step is made of, 1 to 4; 1 is DDIM
 * @throws InputError if the order is not 1, 2, 3 or 4
 * @see Zhang & Chen (2022), arXiv:2204.13902, appendix; Liu et al. (2022), arXiv:2202.09778
 */
export function ipndm({ order = 4 }: { order?: 1 | 2 | 3 | 4 } = {}): DiffusionSolver {
  requireInteger('ipndm: order', order);
  requireInRange('ipndm: order', order, 1, 4);
  return {
    name: 'ipndm',
    options: { order },
    solves: 'reverse-diffusion',
    isStochastic: false,
    order: { ode: Math.min(order, 2) },
    evaluationsPerStep: 1,
    source: 'Zhang & Chen 2022, arXiv:2204.13902',
    defaultGrid: uniformLogSnr(),
    memory: order - 1,
    step({ problem: { space, schedule, predict }, x, t, s, past }) {
      const { eps } = predict(x, t);
      const { carry, gain } = exponentialStep(schedule, 'eps', t, s);
      const seen = [eps, ...past.map((own) => own.eps ?? eps)];
      const weights = adamsBashforth[seen.length - 1] ?? [];
      const terms = seen.map((own, j) => [gain(0) * (weights[j] ?? 0), own] as const);
      return { x: space.combine([carry, x], ...terms), past: { t, eps } };
    },
  };
}
