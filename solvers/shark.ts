import { uniformLogSnr } from '../src/grids/index.ts';
import { integratedNoise } from './integratedNoise.ts';
import type { AdditiveSolver } from './solver.ts';

/**
 * ShARK, shifted additive-noise Runge-Kutta: two stages, strong order 1.5.
 *
 *   f1 = f(x + g H, t),   f2 = f(x + 5/6 h f1 + g (5/6 W + H), t + 5/6 h),   g = g(t)
 *   x_s = x + h (0.4 f1 + 0.6 f2) + int g dw,   error = 0.6 h (f2 - f1)
 *
 * The integral takes g as linear over the step; g(t) W alone would lower the order to 1 where g depends on time. The error is the
 * distance from a step that uses f1 alone.
 *
 * @category Additive noise
 * @see Foster, dos Reis & Strange (2023), arXiv:2210.17543
 */
export function shark(): AdditiveSolver {
  return {
    name: 'shark',
    options: {},
    solves: 'additive-sde',
    isStochastic: true,
    order: { strong: 1.5, weak: 2 },
    evaluationsPerStep: 2,
    source: 'Foster, dos Reis & Strange 2023, arXiv:2210.17543',
    defaultGrid: uniformLogSnr(),
    step({ problem: { space, drift, diffusion }, x, t, s, noise }) {
      const h = s - t;
      const g = diffusion.at(t);
      const [w, area] = [noise.W(), noise.H()];
      const f1 = drift(space.combine([1, x], [g, area]), t);
      const later = space.combine([1, x], [(5 / 6) * h, f1], [(5 / 6) * g, w], [g, area]);
      const f2 = drift(later, t + (5 / 6) * h);
      const moved = [
        [0.4 * h, f1],
        [0.6 * h, f2],
      ] as const;
      return {
        x: space.combine([1, x], ...moved, ...integratedNoise(diffusion, t, s, { w, area })),
        error: () => space.combine([-0.6 * h, f1], [0.6 * h, f2]),
      };
    },
  };
}
