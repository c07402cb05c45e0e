import { InputError, unknownName } from '../errors/index.ts';
import { foldIn, type Key } from '../noise/index.ts';
import type { HostArray } from '../space/index.ts';
import { directions } from './directions.ts';
import { energyDistance } from './energyDistance.ts';
import { frechet } from './frechet.ts';
import { frechetAtInfinity } from './frechetAtInfinity.ts';
import { kid } from './kid.ts';
import type { Measured } from './measured.ts';
import { mmd } from './mmd.ts';
import { neighbourhoods } from './neighbourhoods.ts';
import { sinkhorn } from './sinkhorn.ts';
import { slicedWasserstein } from './slicedWasserstein.ts';
import { wasserstein } from './wasserstein.ts';

/** What is measured of y, held against x: flat, rows of `dimension` values one after another. */
export type Comparing<T> = (
  x: HostArray,
  y: HostArray,
  options: { readonly dimension: number; readonly key: Key },
) => T;

/** A metric by its name. */
export interface NamedMetric {
  readonly name: string;
  /** One line: what it is. */
  readonly about: string;
  /** Samples of a set beyond which it takes minutes. */
  readonly most: number;
  /** Its values by name: of y, held against x. */
  readonly of: Comparing<Readonly<Record<string, Measured>>>;
}

const single = (
  name: string,
  about: string,
  most: number,
  of: Comparing<Measured>,
): NamedMetric => ({ name, about, most, of: (x, y, options) => ({ [name]: of(x, y, options) }) });

/** All metrics of two sets, those that need the least of them first. */
export const metrics: readonly NamedMetric[] = [
  single(
    'sliced-wasserstein',
    'Wasserstein-2 distance of projections on 64 directions, in the unit of the data',
    200_000,
    (x, y, { dimension, key }) =>
      slicedWasserstein(x, y, {
        dimension,
        directions: directions(dimension, 64, foldIn(key, 'directions')),
      }),
  ),
  single('energy', 'energy distance, in the unit of the data', 20_000, energyDistance),
  single(
    'mmd',
    'squared maximum mean discrepancy, Gaussian kernel as wide as the median distance',
    20_000,
    mmd,
  ),
  single(
    'wasserstein',
    'Wasserstein-2 distance, exactly, in the unit of the data',
    2000,
    wasserstein,
  ),
  single(
    'sinkhorn',
    'squared Wasserstein-2 distance with an entropy of 1, in the squared unit of the data',
    500,
    sinkhorn,
  ),
  single(
    'frechet',
    'Frechet distance, FID of features of Inception: of Gaussians with the moments of both',
    200_000,
    frechet,
  ),
  single(
    'frechet-infinity',
    'the same followed to infinitely many samples, in the squared unit of the features',
    200_000,
    frechetAtInfinity,
  ),
  single(
    'kid',
    'kernel inception distance: squared discrepancy of a cubic kernel, unbiased',
    20_000,
    kid,
  ),
  {
    name: 'neighbourhoods',
    about: 'precision, recall, density and coverage by balls to the fifth neighbour',
    most: 20_000,
    of: (x, y, { dimension }) => ({ ...neighbourhoods(x, y, { dimension }) }),
  },
];

/** What {@link measure} finds. */
export interface Measurement {
  readonly values: Readonly<Record<string, Measured>>;
  /** Metrics that these sets do not allow, and why. */
  readonly refused: Readonly<Record<string, string>>;
}

/**
 * Samples held against a reference by several metrics.
 *
 * @param reference flat, rows of `dimension` values one after another
 * @param samples likewise, of any number of rows
 * @param options its settings
 * @param options.key names the directions and the order that some metrics draw
 * @param options.names of metrics; by default all that do not take minutes on so many samples
 * @param options.onMetric called before each
 * @throws InputError if a name is unknown; what a set does not allow is in `refused` instead
 */
export async function measure(
  reference: HostArray,
  samples: HostArray,
  options: {
    readonly dimension: number;
    readonly key: Key;
    readonly names?: readonly string[] | undefined;
    readonly onMetric?: (at: { done: number; all: number; name: string }) => void | Promise<void>;
  },
): Promise<Measurement> {
  const { dimension, key, names, onMetric } = options;
  const count = Math.max(reference.length, samples.length) / dimension;
  const asked = (names ?? metrics.filter(({ most }) => count <= most).map(({ name }) => name)).map(
    (name) => {
      const found = metrics.find((metric) => metric.name === name);
      if (found !== undefined) return found;
      throw new InputError(
        unknownName(
          'metric',
          name,
          metrics.map((metric) => metric.name),
        ),
      );
    },
  );
  const values: Record<string, Measured> = {};
  const refused: Record<string, string> = {};
  for (const [done, { name, of }] of asked.entries()) {
    await onMetric?.({ done, all: asked.length, name });
    try {
      for (const [each, found] of Object.entries(of(reference, samples, { dimension, key }))) {
        values[each] = { value: found.value, error: found.error };
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refused[name] = error.message;
    }
  }
  return { values, refused };
}
