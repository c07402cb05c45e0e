import type { ItoSde } from '../src/problem/index.ts';
import type { Term } from '../src/space/index.ts';

/** g(t) of additive noise, or g(x, t) of diagonal and scalar noise, for which alone x is computed. */
export function noiseAt<X>({ diffusion }: ItoSde<X>, x: () => X, t: number): X | number {
  return diffusion.kind === 'additive' ? diffusion.at(t) : diffusion.at(x(), t);
}

/** The term c g y of a linear combination, g a number or an array. */
export function noiseTerm<X>(c: number, g: X | number, y: X): Term<X> {
  return typeof g === 'number' ? [c * g, y] : [c, g, y];
}
