import { type NoiseSource, sharedNoise } from '../noise/index.ts';
import type { Solvable } from './solvable.ts';

/** The noise that drives a problem: each element's own, or the first one's for all where they share a Wiener process. */
export function driving<X>(problem: Solvable<X>, noise: NoiseSource<X>): NoiseSource<X> {
  if (!('diffusion' in problem)) return noise;
  const { diffusion, space } = problem;
  const isShared =
    diffusion.kind === 'additive' ? diffusion.isShared === true : diffusion.kind === 'scalar';
  return isShared ? sharedNoise(space, noise) : noise;
}
