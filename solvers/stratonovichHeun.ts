import { uniformLogSnr } from '../src/grids/index.ts';
import { driven } from '../src/problem/index.ts';
import type { Term } from '../src/space/index.ts';
import type { SdeSolver } from './solver.ts';
import { stratonovichDrift } from './stratonovich.ts';

/**
 * Heun for stochastic equations: the trapezoidal rule for drift and noise in the sense of Stratonovich.
 *
 *   F(x, t) = h f - |h|/2 g dg/dx + g W,   y = x + F(x, t),   x_s = (x + y + F(y, s)) / 2
 *
 * It takes the same Ito SDE as every other solver and converts it; without noise it is Heun's method.
 *
 * @category Stratonovich
 * @see Ruemelin (1982), SIAM J. Numer. Anal. 19:604
 */
export function stratonovichHeun(): SdeSolver {
  return {
    name: 'stratonovich-heun',
    options: {},
    solves: 'ito-sde',
    isStochastic: true,
    order: { strong: 1 },
    evaluationsPerStep: 2,
    source: 'Ruemelin 1982, SIAM J. Numer. Anal. 19:604',
    defaultGrid: uniformLogSnr(),
    step({ problem, x, t, s, noise }) {
      const { space } = problem;
      type X = typeof x;
      const w = noise.W();
      const change = (at: X, time: number): readonly Term<X>[] => [
        ...stratonovichDrift(problem, at, time, s - t),
        driven(problem, at, time, w),
      ];
      const y = space.combine([1, x], ...change(x, t));
      const half = change(y, s).map(([c, ...of]): Term<X> => [c / 2, ...of]);
      return { x: space.combine([0.5, x], [0.5, y], ...half) };
    },
  };
}
