import { type DataShape, knownDatasets, parseSpecification } from '../catalogue/index.ts';
import { type Dataset, heldOutPoints, points } from '../data/index.ts';
import { readPoints } from '../io/index.ts';
import { keyOf } from '../noise/index.ts';
import { dataHash } from './dataHash.ts';

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

/** Whether text names a file: it has a folder or an ending, and no options. */
function looksLikeFile(text: string): boolean {
  return !text.includes('(') && /[/\\]|\.\w+$/.test(text);
}

/**
 * The data that a text stands for: a set by name with options, `moons(noise=0.05)`, or a file of samples.
 * @throws InputError for unknown names and options, malformed text, and files that hold no samples
 */
export async function runData(text: string): Promise<RunData> {
  if (!looksLikeFile(text)) {
    const set = knownDatasets.make(parseSpecification(text, 'data set'));
    return { all: set, train: set, heldOut: set, hash: dataHash(set) };
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
