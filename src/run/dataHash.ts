import { createHash } from 'node:crypto';
import type { Dataset } from '../data/index.ts';
import { keyOf } from '../noise/index.ts';

/**
 * SHA-256 of data, to tell whether they changed since: of all samples where they are finite, else of 4,096 draws, rounded to
 * 1e-6 so that the last digit of a sine does not count.
 *
 * @param values all samples, where the data are finite
 */
export function dataHash(dataset: Dataset, values?: Float64Array): string {
  const hash = createHash('sha256').update(`${dataset.shape.join(' ')}\n`);
  const numbers = values ?? dataset.draw(keyOf('hash'), { first: 0, count: 4096 });
  const rounded = Float64Array.from(numbers, (value) => Math.round(value * 1e6) + 0); // + 0: no -0
  return hash.update(values === undefined ? rounded : values).digest('hex');
}
