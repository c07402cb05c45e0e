import type { Tensor } from '@tensorflow/tfjs-core';
import type { Classifier } from '../../models/index.ts';
import { registerGradients } from '../backend/index.ts';
import { knownClassifiers } from '../catalogue/index.ts';
import { latestAverage } from './average.ts';
import { readTrainedConfig, type TrainedConfig } from './config.ts';
import { modelOf } from './modelOf.ts';

/** A classifier of a run. */
export interface OpenedClassifier {
  readonly config: TrainedConfig;
  /** With the averaged weights of the latest checkpoint; the caller's to dispose of. */
  readonly classifier: Classifier<Tensor>;
  /** Names of its classes, in the order of their numbers. */
  readonly classes: readonly string[];
}

/**
 * Opens the classifier of a run folder, and makes it differentiable for guidance; the data it was trained on are not needed.
 * @throws InputError if the folder holds no run, one of something else, no checkpoint yet, or a damaged one
 */
export async function openClassifier(folder: string): Promise<OpenedClassifier> {
  const config = await readTrainedConfig(folder);
  const { settings, data } = config;
  const model = modelOf(folder, settings, 'classifier');
  const classes = data.classes ?? [];
  const of = { shape: data.shape, classes: classes.length };
  const start = knownClassifiers.make(model).make(of, settings.seed);
  try {
    const { parameters } = await latestAverage(folder, start.parameters);
    await registerGradients();
    return { config, classifier: start.with(parameters), classes };
  } finally {
    start.dispose();
  }
}
