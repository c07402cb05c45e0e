import type { HostArray, Space } from '../space/index.ts';
import { foldIn, type Key } from './key.ts';
import type { NoiseSource } from './noise.ts';
import { fillNormal } from './normal.ts';
import type { Rows } from './rows.ts';
import { roundToThreePoints } from './threePoint.ts';

/**
 * Noise drawn afresh for each step: W, H and every extra of a step are streams of their own under the step's key, so a
 * draw depends on (key, step, purpose, row, element) and not on what else is asked for.
 *
 * Two grids share no path: for that the noise must be keyed by the interval.
 */
export function freshNoise<X>(space: Space<X>, key: Key, { first, count }: Rows): NoiseSource<X> {
  return {
    over(t, s, step) {
      const span = Math.abs(s - t);
      const fill = (out: HostArray, purpose: string | number, scale: number): void =>
        fillNormal(out, space.size, foldIn(foldIn(key, step), purpose), first, { scale });
      const draw = (purpose: string | number, scale: number): X =>
        space.fill(count, (out) => fill(out, purpose, scale));
      return {
        W: () => draw('W', Math.sqrt(span)),
        H: () => draw('H', Math.sqrt(span / 12)),
        normal: () => draw('W', 1),
        threePoint: () =>
          space.fill(count, (out) => {
            fill(out, 'W', Math.sqrt(span));
            roundToThreePoints(out, Math.sqrt(span));
          }),
        extra: (k) => draw(k, 1),
      };
    },
  };
}
