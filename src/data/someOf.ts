import { type Key, permutation } from '../noise/index.ts';
import type { Dataset } from './dataset.ts';

/**
 * Samples of data to measure with: of a finite set each at most once, all where it has no more than `most`; of endless data a draw.
 *
 * @returns flat, rows one after another
 */
export function someOf(dataset: Dataset, key: Key, most: number): Float64Array {
  if (dataset.finite === undefined) return dataset.draw(key, { first: 0, count: most });
  const { count, read } = dataset.finite;
  const numbers = count > most ? permutation(key, count).slice(0, most) : undefined;
  return read(numbers ?? Uint32Array.from({ length: count }, (_, i) => i));
}
