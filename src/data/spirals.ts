import { alongCurve } from './curve.ts';
import type { Dataset } from './dataset.ts';

/**
 * Two spiral arms of one and a half turns, +-a (-cos a, sin a) with a = 3 pi sqrt(u): as many points on each length.
 *
 * The mean is 0 by symmetry, and half of E a^2 = 9 pi^2 / 2 is the mean variance.
 *
 * @param options its settings
 * @param options.noise standard deviation of the blur, where an arm is 3 pi long from the centre
 * @see Grathwohl et al. (2019), arXiv:1810.01367, the two-spirals density
 */
export function spirals({ noise = 0.3 }: { noise?: number } = {}): Dataset {
  return alongCurve({
    name: 'spirals',
    about: 'two spiral arms of one and a half turns; Grathwohl et al. 2019, arXiv:1810.01367',
    options: { noise },
    noise,
    mean: [0, 0],
    variance: (9 * Math.PI ** 2) / 4,
    at: (u, v) => {
      const angle = 3 * Math.PI * Math.sqrt(u);
      const radius = v < 0.5 ? angle : -angle;
      return [-radius * Math.cos(angle), radius * Math.sin(angle)];
    },
  });
}
