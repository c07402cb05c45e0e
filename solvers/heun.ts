import { uniformLogSnr } from '../src/grids/index.ts';
import { rungeKutta } from './rungeKutta.ts';
import type { OdeSolver } from './solver.ts';

const tableau = { kind: 'ode', A: [[], [1]], b: [1 / 2, 1 / 2], c: [0, 1] } as const;

/**
 * Heun: the trapezoidal rule with Euler's prediction of its end, order 2.
 *
 *   k1 = v(x, t),   k2 = v(x + h k1, s),   x_s = x + h/2 (k1 + k2)
 *
 * @category ODE
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
    tableau,
    step: rungeKutta(tableau),
  };
}
