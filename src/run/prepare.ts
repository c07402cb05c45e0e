import {
  type Architecture,
  knownDatasets,
  knownModels,
  knownObjectives,
  knownTimes,
  parseSpecification,
  scheduleFrom,
} from '../catalogue/index.ts';
import { type Dataset, heldOutPoints } from '../data/index.ts';
import { isPointsFile, readPoints } from '../io/index.ts';
import { keyOf } from '../noise/index.ts';
import type { Schedule } from '../problem/index.ts';
import { type Objective, requireNeeds, type TimeSampling } from '../train/index.ts';
import { dataHash } from './dataHash.ts';
import type { TrainSettings } from './settings.ts';

/** The data of a run. */
export interface RunData {
  readonly train: Dataset;
  /** Samples that are never trained on; of endless data, draws of their own. */
  readonly heldOut: Dataset;
  readonly hash: string;
}

/** What settings stand for. */
export interface PreparedRun {
  readonly settings: TrainSettings;
  readonly data: RunData;
  readonly schedule: Schedule;
  readonly model: Architecture;
  readonly objective: Objective;
  readonly times: TimeSampling;
}

/**
 * The data that a text stands for: a set by name with options, or a file of samples, one in ten of which are held out.
 * @throws InputError for unknown names and options, and files that hold no samples
 */
export async function runData(text: string): Promise<RunData> {
  if (!isPointsFile(text)) {
    const set = knownDatasets.make(parseSpecification(text, 'data set'));
    return { train: set, heldOut: set, hash: dataHash(set) };
  }
  const { values, dimension } = await readPoints(text);
  const { train, heldOut } = heldOutPoints(text, values, dimension, keyOf('held out'));
  return { train, heldOut, hash: dataHash(train, values) };
}

/**
 * Turns the names in settings into what they stand for, and finds all that is wrong with them before long work begins.
 * @throws InputError for unknown names and options, unreadable files, and parts that do not go together
 */
export async function prepare(settings: TrainSettings): Promise<PreparedRun> {
  const data = await runData(settings.data);
  const schedule = await scheduleFrom(settings.schedule);
  const model = knownModels.make(parseSpecification(settings.model, 'model'));
  const objective = knownObjectives.make(parseSpecification(settings.objective, 'objective'));
  const times = knownTimes.make(parseSpecification(settings.times, 'way to draw times'));
  const learnsVariance = model.options.learnsVariance === true;
  requireNeeds(objective, { data: data.train, schedule, times, learnsVariance });
  // some ways need a schedule of a certain kind, which drawing tells
  knownTimes
    .make(parseSpecification(settings.times, 'way to draw times'))
    .draw(schedule, keyOf(0), 0, 1);
  return { settings, data, schedule, model, objective, times };
}
