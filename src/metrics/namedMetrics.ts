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
import { negativeLogLikelihood } from './negativeLogLikelihood.ts';
import { neighbourhoods } from './neighbourhoods.ts';
import { sinkhorn } from './sinkhorn.ts';
import { slicedWasserstein } from './slicedWasserstein.ts';
import { wasserstein } from './wasserstein.ts';

/** A law whose density is known, such as an `ExactProblem`. */
export interface KnownLaw {
  readonly dimension: number;
  /** ln p of each row, in nats; rows of `dimension` values one after another. */
  logDensity(x: HostArray): Float64Array;
}

/** What is measured of y, held against x: flat, rows of `dimension` values one after another, x of `law` where that is known. */
export type Comparing<T> = (
  x: HostArray,
  y: HostArray,
  options: {
    readonly dimension: number;
    readonly key: Key;
    readonly law?: KnownLaw | undefined;
  },
) => T;

/** A metric by its name. */
export interface NamedMetric {
  readonly name: string;
  /** One line: what it is. */
  readonly about: string;
  /** Samples of a set beyond which it takes minutes. */
  readonly most: number;
  /** Whether it takes a reference whose law is known. */
  readonly needsLaw?: boolean;
  /** Where it has several values: what each of them is. */
  readonly each?: Readonly<Record<string, string>>;
  /** Its values by name: of y, held against x. */
  readonly of: Comparing<Readonly<Record<string, Measured>>>;
}

const single = (
  name: string,
  about: string,
  most: number,
  of: Comparing<Measured>,
): NamedMetric => ({ name, about, most, of: (x, y, options) => ({ [name]: of(x, y, options) }) });

/** Why a metric of a law is refused. */
const noLaw =
  'needs a reference whose law is known, such as eight-gaussians, and its own values, not features';

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
    each: {
      precision: 'share of samples in a ball around a reference, out to its fifth neighbour',
      recall: 'share of references in a ball around a sample, out to its fifth neighbour',
      density: 'balls around references that a sample is in, over 5; can be above 1',
      coverage: 'share of references with a sample in their ball',
    },
    most: 20_000,
    of: (x, y, { dimension }) => ({ ...neighbourhoods(x, y, { dimension }) }),
  },
  {
    name: 'nll',
    about: 'mean negative log-likelihood under the reference, where its law is known, in nats',
    most: 200_000,
    needsLaw: true,
    of: (_, y, { law }) => {
      if (law === undefined) throw new InputError(`nll: ${noLaw}`);
      return { nll: negativeLogLikelihood(y, law).nats };
    },
  },
];

/**
 * Metrics by their names, by default all that do not take minutes.
 *
 * @param of how many samples they are to measure, and whether the law of the reference is known
 * @throws InputError if one is unknown, or needs a law where none is known
 */
export function metricsNamed(
  names: readonly string[] | undefined,
  { count, hasLaw }: { readonly count: number; readonly hasLaw: boolean },
): readonly NamedMetric[] {
  if (names === undefined) {
    return metrics.filter(({ most, needsLaw = false }) => count <= most && (hasLaw || !needsLaw));
  }
  const known = metrics.map(({ name }) => name);
  return names.map((name) => {
    const found = metrics.find((metric) => metric.name === name);
    if (found === undefined) throw new InputError(unknownName('metric', name, known));
    if (found.needsLaw && !hasLaw) throw new InputError(`${name}: ${noLaw}`);
    return found;
  });
}
