import { requireOneOf } from '../src/errors/index.ts';
import { uniformLogSnr } from '../src/grids/index.ts';
import type { Term } from '../src/space/index.ts';
import { noiseAt, noiseTerm } from './noiseTerm.ts';
import type { SdeSolver } from './solver.ts';

const u = 342 / 491;
const spread = Math.sqrt(38 / 491);
const root6 = Math.sqrt(6);

/**
 * DRI1: a stochastic Runge-Kutta method of weak order 2, for diagonal or scalar noise; q = sqrt|h|.
 *
 *   g2, g3 = g(x + u h f1 +- 3 sqrt(38/491) q g1, t + u h),                 u = 342/491
 *   f2 = f(x + h/2 f1 + (6 - sqrt 6)/10 I g1, t + h/2),   f3 = f(x - h f1 + 2 h f2 + (3 + 2 sqrt 6)/5 I g1, s)
 *   x_s = x + h/6 (f1 + 4 f2 + f3) + I (193/684 g1 + 491/1368 (g2 + g3)) + (I^2 - |h|)/(2 q) sqrt(491/38)/6 (g2 - g3)
 *
 * @category Ito
 * @param options its settings
 * @param options.increments what I is: `gaussian`, the increment W of a Brownian path, or `three-point`, of the paper: +-sqrt(3 |h|)
 *   with probability 1/6 each, else 0. The weak order is the same; only the first has a density, and converges along a path.
 * @throws InputError if increments are neither
 * @see Debrabant & Rossler (2009), Appl. Numer. Math. 59:582
 */
export function dri1({
  increments = 'gaussian',
}: {
  increments?: 'gaussian' | 'three-point';
} = {}): SdeSolver {
  requireOneOf('dri1: increments', increments, ['gaussian', 'three-point']);
  return {
    name: 'dri1',
    options: { increments },
    solves: 'ito-sde',
    isStochastic: true,
    order: { weak: 2 },
    evaluationsPerStep: 3,
    source: 'Debrabant & Rossler 2009, Appl. Numer. Math. 59:582',
    defaultGrid: uniformLogSnr(),
    step({ problem, x, t, s, noise }) {
      type X = typeof x;
      const { space, drift } = problem;
      const h = s - t;
      const q = Math.sqrt(Math.abs(h));
      const I = increments === 'gaussian' ? noise.W() : noise.threePoint();
      const to = (...terms: readonly Term<X>[]): X => space.combine([1, x], ...terms);
      const by = (c: number, g: X | number): Term<X> => noiseTerm(c, g, I);
      const [f1, g1] = [drift(x, t), noiseAt(problem, () => x, t)];
      const aside = (far: number): X | number =>
        noiseAt(problem, () => to([u * h, f1], [far * q, g1 as X]), t + u * h);
      const [g2, g3] = [aside(3 * spread), aside(-3 * spread)];
      const f2 = drift(to([h / 2, f1], by((6 - root6) / 10, g1)), t + h / 2);
      const f3 = drift(to([-h, f1], [2 * h, f2], by((3 + 2 * root6) / 5, g1)), s);
      const held: Term<X>[] = [[h / 6, f1], [(4 * h) / 6, f2], [h / 6, f3], by(193 / 684, g1)];
      held.push(by(491 / 1368, g2), by(491 / 1368, g3));
      if (typeof g2 === 'number' || typeof g3 === 'number') return { x: to(...held) };
      const iterated = space.shift(space.multiply(I, I), -Math.abs(h));
      const c = 1 / (12 * spread * q);
      return { x: to(...held, [c, g2, iterated], [-c, g3, iterated]) };
    },
  };
}
