import { alongCurve } from './curve.ts';
import type { Dataset } from './dataset.ts';

/**
 * The dark fields of a board of 4 x 4, filled evenly. Each coordinate is uniform over [-2, 2], so its variance is 4/3.
 *
 * @param options its settings
 * @param options.noise standard deviation of a blur over the edges, where a field is 1 wide
 * @see Grathwohl et al. (2019), arXiv:1810.01367, the checkerboard density
 */
export function checkerboard({ noise = 0 }: { noise?: number } = {}): Dataset {
  return alongCurve({
    name: 'checkerboard',
    about: 'the dark fields of a board of 4 x 4; Grathwohl et al. 2019, arXiv:1810.01367',
    options: { noise },
    noise,
    mean: [0, 0],
    variance: 4 / 3,
    at: (u, v) => {
      const column = Math.floor(4 * u);
      const [row, within] = [Math.floor(2 * v), (2 * v) % 1];
      return [4 * u - 2, 2 * row + (column % 2) + within - 2];
    },
  });
}
