import type { Additive } from '../src/problem/index.ts';
import type { Scaled } from '../src/space/index.ts';

/**
 * The integral of g dw over a step for additive noise whose g is linear in time between t and s, as two terms.
 *
 *   g(t) W + (g(s) - g(t)) (W/2 - H)
 *
 * For smooth g its error is of order |h|^(5/2).
 *
 * @param drawn W and H of the step
 */
export function integratedNoise<X>(
  { at }: Additive,
  t: number,
  s: number,
  { w, area }: { readonly w: X; readonly area: X },
): readonly [Scaled<X>, Scaled<X>] {
  const [g, rise] = [at(t), at(s) - at(t)];
  return [
    [g + rise / 2, w],
    [-rise, area],
  ];
}
