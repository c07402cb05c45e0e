import type { Dataset } from '../data/index.ts';
import { foldIn, type Key } from '../noise/index.ts';
import type { Comparison, Measured } from './comparison.ts';
import type { Distances } from './distances.ts';

/** Samples of the data that no solver and no network has seen, by name. */
export function fresh(dataset: Dataset, key: Key, name: string, count: number): Float64Array {
  return dataset.draw(foldIn(foldIn(key, 'fresh'), name), { first: 0, count });
}

/** Mean, and the spread of a mean of some values. */
function spread(values: readonly number[], of: number): Measured {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const square = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
  return { value: mean, error: Math.sqrt(square / of) };
}

/**
 * What a perfect sampler scores: `pairs` pairs of fresh data sets, each against the other, and one of each against the law.
 *
 * @param options.count samples of each set
 * @param options.repeats pairs that the error is of the mean of; 1 by default
 * @param options.toLaw the distance to the law itself, where it is known
 */
export function floorOf(
  dataset: Dataset,
  key: Key,
  {
    count,
    repeats = 1,
    distances,
    toLaw,
    pairs = 12,
  }: {
    count: number;
    repeats?: number;
    distances: Distances;
    toLaw?: ((x: Float64Array) => Measured) | undefined;
    pairs?: number;
  },
): Comparison['floor'] {
  const scores = Array.from({ length: pairs }, (_, pair) => {
    const [a, b] = [`${pair}a`, `${pair}b`].map((name) => fresh(dataset, key, name, count)) as [
      Float64Array,
      Float64Array,
    ];
    return { ...distances(a, b), law: toLaw?.(a).value };
  });
  const law = scores.flatMap((score) => score.law ?? []);
  return {
    slicedWasserstein: spread(
      scores.map((score) => score.slicedWasserstein.value),
      repeats,
    ),
    energy: spread(
      scores.map((score) => score.energy.value),
      repeats,
    ),
    ...(law.length === 0 ? {} : { law: spread(law, repeats) }),
  };
}
