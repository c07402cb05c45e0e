import { uniformLogSnr } from '../src/grids/index.ts';
import { milsteinStep } from './milsteinStep.ts';
import type { SdeSolver } from './solver.ts';

/**
 * Milstein's method without the derivative of g, for diagonal or scalar noise.
 *
 *   x_s = x + h f + g W + (g(x + h f + q g, t) - g) (W^2 - |h|) / (2 q),   q = sqrt|h|
 *
 * On additive noise it is Euler-Maruyama.
 *
 * @category Ito
 * @see Kloeden & Platen (1992), section 11.1
 */
export function rkmil(): SdeSolver {
  return {
    name: 'rkmil',
    options: {},
    solves: 'ito-sde',
    isStochastic: true,
    order: { strong: 1, weak: 1 },
    evaluationsPerStep: 1,
    source: 'Kloeden & Platen 1992, section 11.1',
    defaultGrid: uniformLogSnr(),
    step: milsteinStep(({ space, diffusion, x, t, h, f }) => {
      const q = Math.sqrt(Math.abs(h));
      const g = diffusion.at(x, t);
      const aside = diffusion.at(space.combine([1, x], [h, f], [q, g]), t);
      return space.combine([1 / q, aside], [-1 / q, g]);
    }),
  };
}
