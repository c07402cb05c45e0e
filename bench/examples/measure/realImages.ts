import type { Dataset } from '../../../src/data/index.ts';
import { keyOf } from '../../../src/noise/index.ts';
import type { Images } from './images.ts';

/** Draws of held-out images. */
const held = 2000;

/** Images of data by another key than any training's, with the classes they are of; one that is drawn again is left out. */
export function realImages(data: Dataset): { images: Images; labels: Int32Array } {
  const [key, rows] = [keyOf('examples'), { first: 0, count: held }];
  const all = Float32Array.from(data.draw(key, rows));
  const classes = data.labels?.draw(key, rows) ?? new Int32Array(held);
  const image = (row: number): Float32Array =>
    all.subarray(row * data.dimension, (row + 1) * data.dimension);
  const firstOf = new Map(Array.from(classes, (_, row) => [image(row).join(), row]));
  const kept = [...firstOf.values()];
  const values = new Float32Array(kept.length * data.dimension);
  for (const [i, row] of kept.entries()) values.set(image(row), i * data.dimension);
  return {
    images: { values, count: kept.length, shape: data.shape },
    labels: Int32Array.from(kept, (row) => classes[row] as number),
  };
}
