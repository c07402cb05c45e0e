import { uniformLogSnr } from '../src/grids/index.ts';
import type { DiffusionSolver } from './solver.ts';

/** The integral of e^(a u) over u from 0 to h: expm1(a h) / a, and h where a = 0. */
const growth = (a: number, h: number): number => (a === 0 ? h : Math.expm1(a * h) / a);

/**
 * Exponential Euler-Maruyama on the reverse SDE dx = (f x + n) dt + g dw, n = -g^2 score: the exact step while f, g and n are
 * held fixed.
 *
 *   x_s = e^(f h) x + expm1(f h) / f n + g sqrt|expm1(2 f h) / (2 f)| z,   h = s - t
 *
 * Where f = 0 the factors are h and sqrt|h|, and it is Euler-Maruyama.
 *
 * @category Reverse diffusion
 * @see Jentzen & Kloeden (2009), Proc. R. Soc. A 465:649
 */
export function exponentialEulerMaruyama(): DiffusionSolver {
  return {
    name: 'exponential-euler-maruyama',
    options: {},
    solves: 'reverse-diffusion',
    isStochastic: true,
    order: { strong: 1, weak: 1 },
    evaluationsPerStep: 1,
    source: 'Jentzen & Kloeden 2009, Proc. R. Soc. A 465:649',
    defaultGrid: uniformLogSnr(),
    step({ problem: { space, schedule, predict }, x, t, s, noise }) {
      const [f, g, h] = [schedule.f(t), schedule.g(t), s - t];
      const mean = predict(x, t).along(Math.exp(f * h), -(g ** 2) * growth(f, h));
      const spread = g * Math.sqrt(Math.abs(growth(2 * f, h)));
      return { x: space.combine([1, mean], [spread, noise.normal()]) };
    },
  };
}
