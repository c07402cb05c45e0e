import { uniformLogSnr } from '../src/grids/index.ts';
import { rungeKutta } from './rungeKutta.ts';
import type { OdeSolver } from './solver.ts';

const tableau = { kind: 'ode', A: [[]], b: [1], c: [0] } as const;

/**
 * Euler: the velocity held fixed over the step, order 1.
 *
 *   x_s = x + h v(x, t),   h = s - t
 *
 * On the probability flow of an edm schedule it is DDIM.
 *
 * @category ODE
 * @see Euler (1768), Institutiones calculi integralis
 */
export function euler(): OdeSolver {
  return {
    name: 'euler',
    options: {},
    solves: 'ode',
    isStochastic: false,
    order: { ode: 1 },
    evaluationsPerStep: 1,
    source: 'Euler 1768',
    defaultGrid: uniformLogSnr(),
    tableau,
    step: rungeKutta(tableau),
  };
}
