import type { Space } from '../space/index.ts';
import type { NoiseSource } from './noise.ts';

/**
 * The noise of one Wiener process that drives all elements of a row: W, H and what is made of them are those of the row's first
 * element in `source`. Extra draws, which are independent of the path, stay as they are.
 */
export function sharedNoise<X>(space: Space<X>, source: NoiseSource<X>): NoiseSource<X> {
  return {
    over(t, s, step) {
      const { W, H, normal, threePoint, extra } = source.over(t, s, step);
      return {
        W: () => space.repeatFirst(W()),
        H: () => space.repeatFirst(H()),
        normal: () => space.repeatFirst(normal()),
        threePoint: () => space.repeatFirst(threePoint()),
        extra,
      };
    },
  };
}
