import { uniformLogSnr } from '../src/grids/index.ts';
import { driven } from '../src/problem/index.ts';
import type { SdeSolver } from './solver.ts';

/**
 * Milstein: Euler-Maruyama and the iterated integral of the noise with itself, for diagonal noise.
 *
 *   x_s = x + h f + g W + 1/2 g dg/dx (W^2 - |h|)
 *
 * On additive noise dg/dx = 0 and it is Euler-Maruyama.
 *
 * @see Milstein (1974); Kloeden & Platen (1992), eq. 10.3.1
 */
export function milstein(): SdeSolver {
  return {
    name: 'milstein',
    options: {},
    solves: 'ito-sde',
    isStochastic: true,
    order: { strong: 1, weak: 1 },
    evaluationsPerStep: 1,
    source: 'Milstein 1974; Kloeden & Platen 1992, eq. 10.3.1',
    defaultGrid: uniformLogSnr(),
    step({ problem, x, t, s, noise }) {
      const { space, diffusion } = problem;
      const h = s - t;
      const w = noise.W();
      const euler = [[1, x], [h, problem.drift(x, t)], driven(problem, x, t, w)] as const;
      if (diffusion.kind === 'additive') return { x: space.combine(...euler) };
      const iterated = space.shift(space.multiply(w, w), -Math.abs(h));
      const corrected = space.multiply(diffusion.correction(x, t), iterated);
      return { x: space.combine(...euler, [0.5, corrected]) };
    },
  };
}
