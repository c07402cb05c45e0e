import { uniformLogSnr } from '../src/grids/index.ts';
import { type DiagonalTableau, diagonalRungeKutta } from './diagonalRungeKutta.ts';
import type { SdeSolver } from './solver.ts';

/** @see Rossler (2010), SIAM J. Numer. Anal. 48:922, section 6 */
export const sriw1Tableau: DiagonalTableau = {
  kind: 'diagonal',
  alpha: [1 / 3, 2 / 3, 0, 0],
  A0: [[], [3 / 4], [0, 0], [0, 0, 0]],
  B0: [[], [3 / 2], [], []],
  c0: [0, 3 / 4, 0, 0],
  A1: [[], [1 / 4], [1, 0], [0, 0, 1 / 4]],
  B1: [[], [1 / 2], [-1, 0], [-5, 3, 1 / 2]],
  c1: [0, 1 / 4, 1, 1 / 4],
  b1: [-1, 4 / 3, 2 / 3, 0],
  b2: [-1, 4 / 3, -1 / 3, 0],
  b3: [2, -4 / 3, -2 / 3, 0],
  b4: [-2, 5 / 3, -2 / 3, 1],
};

/**
 * SRIW1: a stochastic Runge-Kutta method for diagonal or scalar noise, strong order 1.5 without derivatives of g.
 *
 * @category Ito
 * @see Rossler (2010), SIAM J. Numer. Anal. 48:922; the step is in diagonalRungeKutta.ts
 */
export function sriw1(): SdeSolver {
  return {
    name: 'sriw1',
    options: {},
    solves: 'ito-sde',
    isStochastic: true,
    order: { strong: 1.5, weak: 1.5 },
    evaluationsPerStep: 2,
    source: 'Rossler 2010, SIAM J. Numer. Anal. 48:922',
    defaultGrid: uniformLogSnr(),
    tableau: sriw1Tableau,
    step: diagonalRungeKutta(sriw1Tableau),
  };
}
