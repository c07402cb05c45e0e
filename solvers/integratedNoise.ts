import type { Noise } from '../src/noise/index.ts';
import type { Additive } from '../src/problem/index.ts';
import type { Term } from '../src/space/index.ts';

/**
 * The integral of g dw over a step for additive noise whose g is linear in time between t and s, as two terms.
 *
 *   g(t) W + (g(s) - g(t)) (W/2 - H)
 *
 * For smooth g its error is of order |h|^(5/2).
 */
export function integratedNoise<X>(
  { at }: Additive,
  t: number,
  s: number,
  noise: Noise<X>,
): readonly [Term<X>, Term<X>] {
  const [g, rise] = [at(t), at(s) - at(t)];
  return [
    [g + rise / 2, noise.W()],
    [-rise, noise.H()],
  ];
}
