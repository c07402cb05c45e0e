import type { Space, Term } from '../src/space/index.ts';

/** The term c g y of a linear combination: g a number for additive noise, an array for diagonal noise. */
export function noiseTerm<X>(space: Space<X>, c: number, g: X | number, y: X): Term<X> {
  return typeof g === 'number' ? [c * g, y] : [c, space.multiply(g, y)];
}
