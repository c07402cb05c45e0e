import type { NoiseSource } from '../noise/index.ts';
import type { Space } from '../space/index.ts';

/** The noise of some rows over again, `times` times one after another. */
export function repeatedNoise<X>(
  space: Space<X>,
  source: NoiseSource<X>,
  times: number,
): NoiseSource<X> {
  const again = (draw: () => X): X => {
    const one = draw();
    const all = space.concat(Array.from({ length: times }, () => one));
    space.free(one);
    return all;
  };
  return {
    over(t, s, step) {
      const { W, H, normal, threePoint, extra } = source.over(t, s, step);
      return {
        W: () => again(W),
        H: () => again(H),
        normal: () => again(normal),
        threePoint: () => again(threePoint),
        extra: (k) => again(() => extra(k)),
      };
    },
  };
}
