import type { Tensor } from '@tensorflow/tfjs-core';
import { inBatches } from '../../../models/index.ts';
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

/** What a network makes of each image, a row each. */
async function each(
  { values, count, shape }: Images,
  of: (x: Tensor) => Tensor,
): Promise<readonly Float32Array[]> {
  const made = await inBatches(values, shape, of);
  const width = made.length / count;
  return Array.from({ length: count }, (_, row) => made.slice(row * width, (row + 1) * width));
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
