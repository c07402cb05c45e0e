import {
  type Architecture,
  knownModels,
  knownObjectives,
  knownTimes,
  parseSpecification,
  scheduleFrom,
} from '../catalogue/index.ts';
import { keyOf } from '../noise/index.ts';
import { requireSignal, type Schedule } from '../problem/index.ts';
import { type Objective, requireNeeds, type TimeSampling } from '../train/index.ts';
import { type RunData, runData } from './runData.ts';
import type { TrainSettings } from './settings.ts';

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
 * Turns the names in settings into what they stand for, and finds all that is wrong with them before long work begins.
 * @throws InputError for unknown names and options, unreadable files, and parts that do not go together
 */
export async function prepare(settings: TrainSettings): Promise<PreparedRun> {
  const data = await runData(settings.data);
  const schedule = await scheduleFrom(settings.schedule);
  const model = knownModels.make(parseSpecification(settings.model, 'model'));
  requireSignal(schedule, model.predicts);
  const objective = knownObjectives.make(parseSpecification(settings.objective, 'objective'));
  const times = knownTimes.make(parseSpecification(settings.times, 'way to draw times'));
  const learnsVariance = model.options.learnsVariance === true;
  requireNeeds(objective, { data: data.train, schedule, times, learnsVariance });
  // some ways need a schedule of a certain kind, which drawing tells
  times.draw(schedule, keyOf(0), 0, 1);
  return { settings, data, schedule, model, objective, times };
}
