import { uniformLogSnr } from '../src/grids/index.ts';
import { milsteinStep } from './milsteinStep.ts';
import type { SdeSolver } from './solver.ts';

/**
 * Milstein: Euler-Maruyama and the iterated integral of the noise with itself, for diagonal or scalar noise.
 *
 *   x_s = x + h f + g W + 1/2 g dg/dx (W^2 - |h|)
 *
 * On scalar noise g dg/dx is sum_j g_j dg_i/dx_j. On additive noise dg/dx = 0 and it is Euler-Maruyama.
 *
 * @category Ito
 * @see Milstein (1974); Kloeden & Platen (1992), section 10.3
 */
export function milstein(): SdeSolver {
  return {
    name: 'milstein',
    options: {},
    solves: 'ito-sde',
    isStochastic: true,
    order: { strong: 1, weak: 1 },
    evaluationsPerStep: 1,
    source: 'Milstein 1974; Kloeden & Platen 1992, section 10.3',
    defaultGrid: uniformLogSnr(),
    step: milsteinStep(({ diffusion, x, t }) => diffusion.correction(x, t)),
  };
}
