import { requireInRange } from '../errors/index.ts';
import { alongCurve } from './curve.ts';
import type { Dataset } from './dataset.ts';

/**
 * Two circles around one centre, as likely one as the other. The variance of each coordinate is (1 + inner^2) / 4.
 *
 * @param options its settings
 * @param options.noise standard deviation of the blur, where the outer radius is 1
 * @param options.inner the inner radius, in [0, 1]
 * @see Pedregosa et al. (2011), scikit-learn, make_circles
 */
export function circles({
  noise = 0.05,
  inner = 0.5,
}: {
  noise?: number;
  inner?: number;
} = {}): Dataset {
  requireInRange('circles: inner', inner, 0, 1);
  return alongCurve({
    name: 'circles',
    about: 'two circles around one centre; make_circles of scikit-learn (Pedregosa et al. 2011)',
    options: { noise, inner },
    noise,
    mean: [0, 0],
    variance: (1 + inner ** 2) / 4,
    at: (u, v) => {
      const radius = v < 0.5 ? 1 : inner;
      return [radius * Math.cos(2 * Math.PI * u), radius * Math.sin(2 * Math.PI * u)];
    },
  });
}
