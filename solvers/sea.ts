import { uniformLogSnr } from '../src/grids/index.ts';
import { integratedNoise } from './integratedNoise.ts';
import type { AdditiveSolver } from './solver.ts';

/**
 * SEA, shifted Euler for additive noise: the drift is taken where the path is on average over the step.
 *
 *   x_s = x + h f(x + g(t) (W/2 + H), t) + int g dw
 *
 * Strong order 1, as Euler-Maruyama has on additive noise, with a smaller error.
 *
 * @category Additive noise
 * @see Foster, dos Reis & Strange (2023), arXiv:2210.17543
 */
export function sea(): AdditiveSolver {
  return {
    name: 'sea',
    options: {},
    solves: 'additive-sde',
    isStochastic: true,
    order: { strong: 1, weak: 1 },
    evaluationsPerStep: 1,
    source: 'Foster, dos Reis & Strange 2023, arXiv:2210.17543',
    defaultGrid: uniformLogSnr(),
    step({ problem: { space, drift, diffusion }, x, t, s, noise }) {
      const g = diffusion.at(t);
      const [w, area] = [noise.W(), noise.H()];
      const moved = [s - t, drift(space.combine([1, x], [g / 2, w], [g, area]), t)] as const;
      const driven = integratedNoise(diffusion, t, s, { w, area });
      return { x: space.combine([1, x], moved, ...driven) };
    },
  };
}
