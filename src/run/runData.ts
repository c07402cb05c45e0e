import { existsSync } from 'node:fs';
import { type DataShape, knownDatasets, parseSpecification } from '../catalogue/index.ts';
import { type Dataset, heldOutPoints, points } from '../data/index.ts';
import { InputError } from '../errors/index.ts';
import { existing, isImages, readPoints } from '../io/index.ts';
import { keyOf } from '../noise/index.ts';
import { isRun } from './config.ts';
import { dataHash } from './dataHash.ts';
import { imageData } from './images/imageData.ts';
import { imageLabel, imageSettings } from './images/settings.ts';

/** The data that a name on the command line or in a config stands for. */
export interface RunData {
  readonly all: Dataset;
  /** What is trained on: of a file nine samples in ten, else all. */
  readonly train: Dataset;
  /** Samples that are never trained on; of endless data, draws of their own. */
  readonly heldOut: Dataset;
  /** SHA-256 of the data, to tell whether they changed. */
  readonly hash: string;
}

/** Whether text names a file or a folder: it is a path or has an ending, and no options; or it is there, and no set's name. */
function looksLikeFile(text: string): boolean {
  if (text.includes('(')) return false;
  const isName = knownDatasets.defaults.some(({ name }) => name === text);
  return /[/\\]|\.\w+$/.test(text) || (!isName && existsSync(text));
}

/**
 * The data that a text stands for: a set by name with options, `moons(noise=0.05)`, a file of samples, or images:
 * `images(path=./pngs,size=16)`, or their path alone.
 *
 * @throws InputError for unknown names and options, malformed text, and files that hold neither samples nor images
 */
export async function runData(text: string): Promise<RunData> {
  if (!looksLikeFile(text)) {
    const specification = parseSpecification(text, 'data set');
    if (specification.name === 'images') {
      const settings = imageSettings(specification);
      return imageData(imageLabel(settings), settings);
    }
    const set = knownDatasets.make(specification);
    return { all: set, train: set, heldOut: set, hash: dataHash(set) };
  }
  if (isRun(text)) {
    throw new InputError(
      `${text}: is a run folder, expected data; give what it was trained on, which its config.json names`,
    );
  }
  // of a folder without images what it may hold is told where it is opened
  if (existsSync(text) && (existing(text).isFolder || isImages(text))) {
    return imageData(text, imageSettings({ name: 'images', options: { path: text } }));
  }
  const { values, dimension } = await readPoints(text);
  const all = points(text, values, dimension);
  const parts = heldOutPoints(text, values, dimension, keyOf('held out'));
  return { all, ...parts, hash: dataHash(all, values) };
}

/** What a network has to know of data. */
export function dataShape({ shape, labels }: Dataset): DataShape {
  return { shape, classes: labels?.classes.length };
}
