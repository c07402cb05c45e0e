import { uniformLogSnr } from '../src/grids/index.ts';
import { denseWeights, dormandPrince } from './dormandPrince.ts';
import { rungeKutta } from './rungeKutta.ts';
import type { OdeSolver } from './solver.ts';

/**
 * The Runge-Kutta pair of Dormand and Prince, order 5, with an estimate of the error of its solution of order 4.
 *
 *   x_s = x + h sum_i b_i k_i,   error = h sum_i (b_i - bHat_i) k_i
 *
 * Here its steps are those of the grid. The seventh stage serves the error alone.
 *
 * @category ODE
 * @see Dormand & Prince (1980), J. Comput. Appl. Math. 6:19
 */
export function rk45(): OdeSolver {
  return {
    name: 'rk45',
    options: {},
    solves: 'ode',
    isStochastic: false,
    order: { ode: 5 },
    evaluationsPerStep: 7,
    source: 'Dormand & Prince 1980, J. Comput. Appl. Math. 6:19',
    defaultGrid: uniformLogSnr(),
    tableau: { ...dormandPrince, denseWeights },
    step: rungeKutta(dormandPrince),
  };
}
