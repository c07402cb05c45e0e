import { uniformLogSnr } from '../src/grids/index.ts';
import type { OdeSolver } from './solver.ts';

/**
 * The classical Runge-Kutta method, order 4.
 *
 *   k1 = v(x, t),   k2 = v(x + h/2 k1, m),   k3 = v(x + h/2 k2, m),   k4 = v(x + h k3, s),   m = t + h/2
 *   x_s = x + h/6 (k1 + 2 k2 + 2 k3 + k4)
 *
 * @see Kutta (1901)
 */
export function rk4(): OdeSolver {
  return {
    name: 'rk4',
    options: {},
    solves: 'ode',
    isStochastic: false,
    order: { ode: 4 },
    evaluationsPerStep: 4,
    source: 'Kutta 1901',
    defaultGrid: uniformLogSnr(),
    step({ problem: { space, velocity }, x, t, s }) {
      const h = s - t;
      const middle = t + h / 2;
      const k1 = velocity(x, t);
      const k2 = velocity(space.combine([1, x], [h / 2, k1]), middle);
      const k3 = velocity(space.combine([1, x], [h / 2, k2]), middle);
      const k4 = velocity(space.combine([1, x], [h, k3]), s);
      return { x: space.combine([1, x], [h / 6, k1], [h / 3, k2], [h / 3, k3], [h / 6, k4]) };
    },
  };
}
