import * as tf from '@tensorflow/tfjs-core';
import type { Dataset } from '../../../src/data/index.ts';
import type { Measured } from '../../../src/metrics/index.ts';
import { keyOf } from '../../../src/noise/index.ts';
import { openClassifier, readTrainedConfig, runData } from '../../../src/run/index.ts';
import type { Images } from './images.ts';
import { rateOf } from './rate.ts';

/** A classifier of clean images, trained apart from what it judges. */
export interface Recogniser {
  readonly classes: readonly string[];
  /** [n] the class that each image is most likely of. */
  recognised(images: Images): Promise<Int32Array>;
  /** What its last layer sees of each image. */
  features(images: Images): Promise<readonly Float32Array[]>;
  /** How often it is right about images that no training saw. */
  readonly ofReal: Measured;
}

/** Images that are looked at at a time. */
const batch = 256;
/** Draws of held-out images that it is tried on. */
const held = 2000;

/** What a network makes of each image, in batches. */
async function each(
  { values, count, shape }: Images,
  of: (x: tf.Tensor) => tf.Tensor,
): Promise<readonly Float32Array[]> {
  const size = values.length / count;
  const rows: Float32Array[] = [];
  for (let first = 0; first < count; first += batch) {
    const last = Math.min(first + batch, count);
    const y = tf.tidy(() =>
      of(tf.tensor(values.subarray(first * size, last * size), [last - first, ...shape])),
    );
    const made = await y.data<'float32'>();
    y.dispose();
    const width = made.length / (last - first);
    for (let row = 0; row < last - first; row++) {
      rows.push(made.slice(row * width, (row + 1) * width));
    }
  }
  return rows;
}

const largest = (row: Float32Array): number => row.indexOf(Math.max(...row));

/** Images of data by another key than any training's, with the classes they are of; one that is drawn again is left out. */
function real(data: Dataset): { images: Images; labels: Int32Array } {
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

/** The recogniser in the folder of a run; its network stays for as long as the process. */
export async function openRecogniser(folder: string): Promise<Recogniser> {
  const { classifier, classes } = await openClassifier(folder);
  const recognised = async (images: Images): Promise<Int32Array> =>
    Int32Array.from(await each(images, (x) => classifier.logits(x)), largest);
  const { settings } = await readTrainedConfig(folder);
  const { heldOut } = await runData(settings.data);
  const { images, labels } = real(heldOut);
  const seen = await recognised(images);
  return {
    classes,
    recognised,
    features: (shown) => each(shown, (x) => classifier.features(x)),
    ofReal: rateOf(Array.from(seen, (label, i) => label === labels[i])),
  };
}
