import { alongCurve } from './curve.ts';
import type { Dataset } from './dataset.ts';

const [from, to] = [1.5 * Math.PI, 4.5 * Math.PI];

/**
 * The rolled-up line a (cos a, sin a), a uniform in (3 pi/2, 9 pi/2).
 *
 * Means are [a sin a + cos a] and [sin a - a cos a] between the ends over their distance; E a^2 = (to^3 - from^3) / (3
 * (to - from)), and the mean variance is half of that less the squared means.
 *
 * @param options its settings
 * @param options.noise standard deviation of the blur, where the roll is 9 pi/2 long from the centre
 * @see Pedregosa et al. (2011), scikit-learn, make_swiss_roll
 */
export function swissRoll({ noise = 0.5 }: { noise?: number } = {}): Dataset {
  const between = (f: (a: number) => number): number => (f(to) - f(from)) / (to - from);
  const mean = [
    between((a) => a * Math.sin(a) + Math.cos(a)),
    between((a) => Math.sin(a) - a * Math.cos(a)),
  ] as const;
  return alongCurve({
    name: 'swiss-roll',
    about: 'a rolled-up line; make_swiss_roll of scikit-learn (Pedregosa et al. 2011)',
    options: { noise },
    noise,
    mean,
    variance: (between((a) => a ** 3 / 3) - mean[0] ** 2 - mean[1] ** 2) / 2,
    at: (u) => {
      const angle = from + u * (to - from);
      return [angle * Math.cos(angle), angle * Math.sin(angle)];
    },
  });
}
