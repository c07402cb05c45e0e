import { uniformLogSnr } from '../src/grids/index.ts';
import { driven } from '../src/problem/index.ts';
import type { SdeSolver } from './solver.ts';

/**
 * Euler-Maruyama: the drift held fixed over the step.
 *
 *   x_s = x + h f(x, t) + g(x, t) W,   h = s - t
 *
 * Strong order 1/2; 1 where the noise is additive, as in every reverse diffusion.
 *
 * @category Ito
 * @see Maruyama (1955); Kloeden & Platen (1992), section 10.2
 */
export function eulerMaruyama(): SdeSolver {
  return {
    name: 'euler-maruyama',
    options: {},
    solves: 'ito-sde',
    isStochastic: true,
    order: { strong: 0.5, weak: 1 },
    evaluationsPerStep: 1,
    source: 'Maruyama 1955; Kloeden & Platen 1992, section 10.2',
    defaultGrid: uniformLogSnr(),
    step({ problem, x, t, s, noise }) {
      const held = [
        [1, x],
        [s - t, problem.drift(x, t)],
      ] as const;
      return { x: problem.space.combine(...held, driven(problem, x, t, noise.W())) };
    },
  };
}
