import { uniformLogSnr } from '../src/grids/index.ts';
import { driven } from '../src/problem/index.ts';
import type { SdeSolver } from './solver.ts';
import { stratonovichDrift } from './stratonovich.ts';

/**
 * Euler-Heun: Euler for the drift, the trapezoidal rule for the noise in the sense of Stratonovich.
 *
 *   y = x + g(x, t) W,   x_s = x + h f - |h|/2 g dg/dx + (g(x, t) + g(y, s)) W / 2
 *
 * It takes the same Ito SDE as every other solver and converts it.
 *
 * @category Stratonovich
 * @see Kloeden & Platen (1992), sections 4.9 and 11.1; Burrage, Burrage & Tian (2004), Proc. R. Soc. A 460:373
 */
export function eulerHeun(): SdeSolver {
  return {
    name: 'euler-heun',
    options: {},
    solves: 'ito-sde',
    isStochastic: true,
    order: { strong: 1, weak: 1 },
    evaluationsPerStep: 1,
    source: 'Burrage, Burrage & Tian 2004, Proc. R. Soc. A 460:373',
    defaultGrid: uniformLogSnr(),
    step({ problem, x, t, s, noise }) {
      const { space } = problem;
      const w = noise.W();
      const pushed = space.combine([1, x], driven(problem, x, t, w));
      const [later, ...push] = driven(problem, pushed, s, w);
      const moved = stratonovichDrift(problem, x, t, s - t);
      return { x: space.combine([0.5, x], [0.5, pushed], ...moved, [later / 2, ...push]) };
    },
  };
}
