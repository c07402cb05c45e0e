import { requirePositive } from '../../errors/index.ts';
import { type Limit, withX0 } from './limit.ts';

/**
 * x0 held to [-range, range], elementwise: static thresholding, diffusers' clip_sample, with eps always derived from what is held.
 *
 * @param options its settings
 * @param options.range in units of the data; 1 by default
 * @throws InputError if range is not above 0
 * @see Ho, Jain & Abbeel (2020), arXiv:2006.11239, whose code clips x0
 */
export function clip({ range = 1 }: { range?: number } = {}): Limit {
  requirePositive('clip: range', range);
  return {
    name: 'clip',
    options: { range },
    about: 'x0 held to [-range, range]',
    source: 'Ho, Jain & Abbeel 2020, arXiv:2006.11239',
    on: (denoiser) => {
      const { space, predict, pullback } = denoiser;
      return withX0(
        denoiser,
        (x0) => space.clip(x0, range),
        (x, t, v) =>
          space.scope(() => pullback(x, t, space.clipPullback(predict(x, t).x0, range, v))),
      );
    },
  };
}
