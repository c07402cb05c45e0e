import { InputError } from '../errors/index.ts';
import { type OpenedClassifier, type OpenedRun, openClassifier } from '../run/index.ts';

/** A classifier that guides samples, and the run folder that it is from. */
export interface Guide extends OpenedClassifier {
  readonly folder: string;
}

/**
 * Opens what guides the samples of a run: the classifier that is asked for, else that of its system, if it has one.
 *
 * @param asked a run folder
 * @throws InputError if it cannot be opened, or is of clean images or of samples of another shape
 */
export async function guideOf(
  asked: string | undefined,
  { network, classifier: own }: Pick<OpenedRun, 'network' | 'classifier'>,
): Promise<Guide | undefined> {
  const folder = asked ?? own;
  if (folder === undefined) return undefined;
  const opened = await openClassifier(folder);
  const { shape, isNoisy, classes } = opened.classifier;
  const wrong = !isNoisy
    ? 'is of clean images, guidance needs one of noisy ones; train it with --model classifier'
    : String(shape) !== String(network.shape)
      ? `is of samples of shape [${shape}], the network of shape [${network.shape}]`
      : network.classes !== undefined && network.classes !== classes
        ? `knows ${classes} classes, the network ${network.classes}`
        : undefined;
  if (wrong === undefined) return { ...opened, folder };
  opened.classifier.dispose();
  throw new InputError(`--classifier ${folder}: ${wrong}`);
}
