import {
  knownClassifiers,
  knownTimes,
  parseSpecification,
  type Specification,
  scheduleFrom,
} from '../../catalogue/index.ts';
import { foldIn, keyOf } from '../../noise/index.ts';
import { classifierTask } from '../../train/index.ts';
import { dataShape } from '../runData.ts';
import type { GivenRun, MakeLearned } from './learned.ts';
import { madeFor } from './madeFor.ts';
import { requireUsual } from './requireUsual.ts';

/**
 * Prepares a classifier, noisy or clean.
 * @throws InputError for options and settings that it does not have
 */
export async function learnedClassifier(
  { settings, data }: GivenRun,
  model: Specification,
): Promise<MakeLearned> {
  const architecture = knownClassifiers.make(model);
  if (architecture.isNoisy) requireUsual('a classifier', settings, ['objective']);
  else requireUsual('a classifier of clean images', settings, ['objective', 'schedule', 'times']);
  const { train, heldOut } = data;
  const { seed, batch } = settings;
  const schedule = await scheduleFrom(settings.schedule);
  const times = knownTimes.make(parseSpecification(settings.times, 'way to draw times'));
  // some ways need a schedule of a certain kind, which drawing tells
  times.draw(schedule, keyOf(0), 0, 1);
  return () => {
    const classifier = madeFor(train, () => architecture.make(dataShape(train), seed));
    const key = foldIn(keyOf(seed), 'classifier');
    return {
      parameters: classifier.parameters,
      begin: async () => ({
        task: classifierTask({ data: train, heldOut, classifier, schedule, times, key, batch }),
        dispose: () => undefined,
      }),
      dispose: () => classifier.dispose(),
    };
  };
}
