import { type Key, permutation } from '../noise/index.ts';
import type { Dataset } from './dataset.ts';

/**
 * Samples of data to measure with: of a finite set each at most once, all where it has no more than `most`; of endless data a draw.
 *
 * @returns flat, rows one after another
 */
export function someOf(dataset: Dataset, key: Key, most: number): Float64Array {
  const [all = new Float64Array(0)] = blocksOf(dataset, key, most, most);
  return all;
}

/**
 * The same samples, some at a time, so that large sets are not held at once.
 *
 * @param size samples of a block
 */
export function* blocksOf(
  dataset: Dataset,
  key: Key,
  most: number,
  size: number,
): Generator<Float64Array> {
  if (dataset.finite === undefined) {
    for (let first = 0; first < most; first += size) {
      yield dataset.draw(key, { first, count: Math.min(size, most - first) });
    }
    return;
  }
  const { count, read } = dataset.finite;
  const numbers =
    count > most
      ? permutation(key, count).slice(0, most)
      : Uint32Array.from({ length: count }, (_, i) => i);
  for (let first = 0; first < numbers.length; first += size) {
    yield read(numbers.slice(first, first + size));
  }
}
