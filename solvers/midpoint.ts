import { uniformLogSnr } from '../src/grids/index.ts';
import { rungeKutta } from './rungeKutta.ts';
import type { OdeSolver } from './solver.ts';

const tableau = { kind: 'ode', A: [[], [1 / 2]], b: [0, 1], c: [0, 1 / 2] } as const;

/**
 * The midpoint rule with Euler's prediction of the middle, order 2.
 *
 *   k1 = v(x, t),   k2 = v(x + h/2 k1, t + h/2),   x_s = x + h k2
 *
 * @category ODE
 * @see Runge (1895), Math. Ann. 46:167
 */
export function midpoint(): OdeSolver {
  return {
    name: 'midpoint',
    options: {},
    solves: 'ode',
    isStochastic: false,
    order: { ode: 2 },
    evaluationsPerStep: 2,
    source: 'Runge 1895, Math. Ann. 46:167',
    defaultGrid: uniformLogSnr(),
    tableau,
    step: rungeKutta(tableau),
  };
}
