import { directions, energyDistance, type Measured, slicedWasserstein } from '../metrics/index.ts';
import { foldIn, type Key } from '../noise/index.ts';
import type { HostArray } from '../space/index.ts';

/** Both distances between two sets of samples. */
export type Distances = (
  x: HostArray,
  y: HostArray,
) => { readonly slicedWasserstein: Measured; readonly energy: Measured };

/** The distances of a comparison: 64 directions, the same for every cell. */
export function distancesIn(dimension: number, key: Key): Distances {
  const along = directions(dimension, 64, foldIn(key, 'directions'));
  return (x, y) => ({
    slicedWasserstein: slicedWasserstein(x, y, { dimension, directions: along }),
    energy: energyDistance(x, y, { dimension }),
  });
}
