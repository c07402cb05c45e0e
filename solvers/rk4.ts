import { uniformLogSnr } from '../src/grids/index.ts';
import { rungeKutta } from './rungeKutta.ts';
import type { OdeSolver } from './solver.ts';

const tableau = {
  kind: 'ode',
  A: [[], [1 / 2], [0, 1 / 2], [0, 0, 1]],
  b: [1 / 6, 1 / 3, 1 / 3, 1 / 6],
  c: [0, 1 / 2, 1 / 2, 1],
} as const;

/**
 * The classical Runge-Kutta method, order 4.
 *
 *   k1 = v(x, t),   k2 = v(x + h/2 k1, m),   k3 = v(x + h/2 k2, m),   k4 = v(x + h k3, s),   m = t + h/2
 *   x_s = x + h/6 (k1 + 2 k2 + 2 k3 + k4)
 *
 * @category ODE
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
    tableau,
    step: rungeKutta(tableau),
  };
}
