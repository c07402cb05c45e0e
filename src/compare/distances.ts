import {
  directions,
  energyDistance,
  type Jackknifed,
  type Measured,
  slicedWasserstein,
  slicedWassersteinToLaw,
} from '../metrics/index.ts';
import { foldIn, type Key } from '../noise/index.ts';
import type { ExactProblem } from '../problem/index.ts';
import type { HostArray } from '../space/index.ts';

/** Both distances between two sets of samples. */
export type Distances = (
  x: HostArray,
  y: HostArray,
) => { readonly slicedWasserstein: Measured; readonly energy: Jackknifed };

/** The directions of a comparison, the same for every cell. */
function directionsIn(dimension: number, key: Key): Float64Array {
  return directions(dimension, 64, foldIn(key, 'directions'));
}

/** Sliced Wasserstein-2 distance of `count` samples to the law itself. */
export function distanceToLaw(
  { dimension, quantiles }: ExactProblem,
  key: Key,
  count: number,
): (x: HostArray) => Measured {
  const along = directionsIn(dimension, key);
  const law = Array.from({ length: along.length / dimension }, (_, k) =>
    quantiles(along.subarray(k * dimension, (k + 1) * dimension), count),
  );
  return (x) => slicedWassersteinToLaw(x, { dimension, directions: along, quantiles: law });
}

/** The distances of a comparison: 64 directions, the same for every cell. */
export function distancesIn(dimension: number, key: Key): Distances {
  const along = directionsIn(dimension, key);
  return (x, y) => ({
    slicedWasserstein: slicedWasserstein(x, y, { dimension, directions: along }),
    energy: energyDistance(x, y, { dimension }),
  });
}
