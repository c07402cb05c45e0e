import * as tf from '@tensorflow/tfjs-core';
import type { Measured } from '../../../src/metrics/index.ts';
import { openClassifier, readTrainedConfig, runData } from '../../../src/run/index.ts';
import type { Images } from './images.ts';
import { rateOf } from './rate.ts';
import { realImages } from './realImages.ts';

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

/** The recogniser in the folder of a run; its network stays for as long as the process. */
export async function openRecogniser(folder: string): Promise<Recogniser> {
  const { classifier, classes } = await openClassifier(folder);
  const recognised = async (images: Images): Promise<Int32Array> =>
    Int32Array.from(await each(images, (x) => classifier.logits(x)), largest);
  const { settings } = await readTrainedConfig(folder);
  const { heldOut } = await runData(settings.data);
  const { images, labels } = realImages(heldOut);
  const seen = await recognised(images);
  return {
    classes,
    recognised,
    features: (shown) => each(shown, (x) => classifier.features(x)),
    ofReal: rateOf(Array.from(seen, (label, i) => label === labels[i])),
  };
}
