import { knownDatasets, parseSpecification } from '../catalogue/index.ts';
import { type Dataset, points } from '../data/index.ts';
import { readPoints } from '../io/index.ts';

/** Whether text names a file: it has a folder or an ending, and no options. */
function looksLikeFile(text: string): boolean {
  return !text.includes('(') && /[/\\]|\.\w+$/.test(text);
}

/**
 * The data that a name on the command line stands for: a data set by name with options, `moons(noise=0.05)`, or a file
 * of samples.
 *
 * @throws InputError for unknown names and options, malformed text, and files that hold no samples
 */
export async function datasetFrom(text: string): Promise<Dataset> {
  if (!looksLikeFile(text)) return knownDatasets.make(parseSpecification(text, 'data set'));
  const { values, dimension } = await readPoints(text);
  return points(text, values, dimension);
}
