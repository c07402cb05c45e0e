import { inBatches } from '../../models/index.ts';
import { InputError } from '../errors/index.ts';
import { openClassifier } from '../run/index.ts';
import type { Extractor } from './extractor.ts';

/**
 * The features of a classifier's run.
 *
 * @param dimension values of one sample
 * @throws InputError if there is none, or one of noisy images or of images of another size
 */
export async function classifierFeatures(
  folder: string,
  dimension: number,
  { spatial }: { readonly spatial: boolean },
): Promise<Extractor> {
  const { classifier, config } = await openClassifier(folder);
  const { shape, isNoisy } = classifier;
  const size = shape.reduce((product, n) => product * n, 1);
  const wrong = isNoisy
    ? 'is a classifier of noisy images; train one of clean images, --model "classifier(noisy=false)"'
    : size !== dimension
      ? `sees images of ${shape.join(' x ')}, trained on ${config.settings.data}; these samples have ${dimension} values`
      : undefined;
  if (wrong !== undefined) {
    classifier.dispose();
    throw new InputError(`${folder}: ${wrong}`);
  }
  return {
    of: (images) =>
      inBatches(images, shape, (x) =>
        spatial ? classifier.spatialFeatures(x) : classifier.features(x),
      ),
    dispose: () => classifier.dispose(),
  };
}
