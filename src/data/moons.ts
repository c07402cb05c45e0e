import { alongCurve } from './curve.ts';
import type { Dataset } from './dataset.ts';

/**
 * Two interleaving half circles, (cos a, sin a) and (1 - cos a, 1/2 - sin a), a uniform in (0, pi).
 *
 * Mean (1/2, 1/4). Variances: in x 1/2 of each plus 1/4 between them; in y 1/2 - 4/pi^2 of each plus (2/pi - 1/4)^2
 * between them, together 9/16 - 1/pi.
 *
 * @param options its settings
 * @param options.noise standard deviation of the blur, of circles of radius 1
 * @see Pedregosa et al. (2011), scikit-learn, make_moons
 */
export function moons({ noise = 0.1 }: { noise?: number } = {}): Dataset {
  return alongCurve({
    name: 'moons',
    about: 'two interleaving half circles; make_moons of scikit-learn (Pedregosa et al. 2011)',
    options: { noise },
    noise,
    mean: [0.5, 0.25],
    variance: (3 / 4 + 9 / 16 - 1 / Math.PI) / 2,
    at: (u, v) => {
      const [cos, sin] = [Math.cos(Math.PI * u), Math.sin(Math.PI * u)];
      return v < 0.5 ? [cos, sin] : [1 - cos, 0.5 - sin];
    },
  });
}
