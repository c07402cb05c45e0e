import { uniformLogSnr } from '../src/grids/index.ts';
import type { OdeSolver } from './solver.ts';

/**
 * Heun: the trapezoidal rule with Euler's prediction of its end, order 2.
 *
 *   k1 = v(x, t),   k2 = v(x + h k1, s),   x_s = x + h/2 (k1 + k2)
 *
 * @see Heun (1900); for the probability flow Karras et al. (2022), arXiv:2206.00364, algorithm 1
 */
export function heun(): OdeSolver {
  return {
    name: 'heun',
    options: {},
    solves: 'ode',
    isStochastic: false,
    order: { ode: 2 },
    evaluationsPerStep: 2,
    source: 'Heun 1900; Karras et al. 2022, arXiv:2206.00364, algorithm 1',
    defaultGrid: uniformLogSnr(),
    step({ problem: { space, velocity }, x, t, s }) {
      const h = s - t;
      const k1 = velocity(x, t);
      const k2 = velocity(space.combine([1, x], [h, k1]), s);
      return { x: space.combine([1, x], [h / 2, k1], [h / 2, k2]) };
    },
  };
}
