import { uniformLogSnr } from '../src/grids/index.ts';
import { type AdditiveTableau, additiveRungeKutta } from './additiveRungeKutta.ts';
import type { AdditiveSolver } from './solver.ts';

/** @see Rossler (2010), SIAM J. Numer. Anal. 48:922, section 6 */
export const sra1Tableau: AdditiveTableau = {
  kind: 'additive',
  alpha: [1 / 3, 2 / 3],
  A0: [[], [3 / 4]],
  B0: [[], [3 / 2]],
  c0: [0, 3 / 4],
  c1: [1, 0],
  b1: [1, 0],
  b2: [-1, 1],
};

/**
 * SRA1: a stochastic Runge-Kutta method of two stages for additive noise, strong order 1.5.
 *
 * @category Additive noise
 * @see Rossler (2010), SIAM J. Numer. Anal. 48:922; the step is in additiveRungeKutta.ts
 */
export function sra1(): AdditiveSolver {
  return {
    name: 'sra1',
    options: {},
    solves: 'additive-sde',
    isStochastic: true,
    order: { strong: 1.5, weak: 2 },
    evaluationsPerStep: 2,
    source: 'Rossler 2010, SIAM J. Numer. Anal. 48:922',
    defaultGrid: uniformLogSnr(),
    tableau: sra1Tableau,
    step: additiveRungeKutta(sra1Tableau),
  };
}
