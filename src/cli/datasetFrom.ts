import { knownDatasets, parseSpecification } from '../catalogue/index.ts';
import { type Dataset, points } from '../data/index.ts';
import { isPointsFile, readPoints } from '../io/index.ts';

/**
 * The data that a name on the command line stands for: a data set by name with options, `moons(noise=0.05)`, or a file
 * of samples.
 *
 * @throws InputError for unknown names and options, malformed text, and files that hold no samples
 */
export async function datasetFrom(text: string): Promise<Dataset> {
  if (!isPointsFile(text)) return knownDatasets.make(parseSpecification(text, 'data set'));
  const { values, dimension } = await readPoints(text);
  return points(text, values, dimension);
}
