import { z } from 'zod';
import { InputError, unknownName } from '../errors/index.ts';
import type { Parametrization, Schedule } from '../problem/index.ts';
import { scheduleLabelOf, scheduleOf } from './betas.ts';
import { samplers } from './schedulers/index.ts';
import { settingsFrom } from './settings.ts';

/** What a scheduler says of the network it was trained for, and how it samples it. */
export interface ForeignScheduler {
  /** Its class. */
  readonly name: string;
  readonly schedule: Schedule;
  /** What the schedule is called in tables. */
  readonly scheduleLabel: string;
  readonly predicts: Parametrization;
  /** Its own sampler on its own grid, as a specification: `ddim@leading`; left out where there is none here. */
  readonly solver?: string | undefined;
  /** What it holds x0 to, as a specification; nothing if left out. */
  readonly limit?: string | undefined;
  /** What was assumed, and what of it has no counterpart here; a line each. */
  readonly notes: readonly string[];
}

const predictions = { epsilon: 'eps', v_prediction: 'v', sample: 'x0' } as const;
const usual = { _class_name: 'DDPMScheduler' };
const assumed =
  'no scheduler_config.json: taken to be noised as the defaults of DDPMScheduler have it, linear betas from 0.0001 to 0.02, and to predict eps';

const classed = z.looseObject({ _class_name: z.string('expected the class of a scheduler') });

/**
 * The scheduler_config.json of a scheduler; without one, DDPMScheduler with diffusers' defaults, and a note that says so.
 *
 * @param where the file, for messages
 * @throws InputError naming a scheduler or setting that is unknown, or a value that is not supported
 */
export function schedulerFrom(where: string, json?: unknown): ForeignScheduler {
  const { _class_name: name } = settingsFrom(where, classed, json ?? usual);
  const read = samplers[name];
  if (read === undefined) {
    throw new InputError(`${where}: ${unknownName('scheduler', name, Object.keys(samplers))}`);
  }
  const { noise, solver, limit, notes = [] } = read(where, json ?? usual);
  const predicts = predictions[noise.prediction_type];
  const schedule = scheduleOf(where, noise);
  if (schedule.alpha(1) === 0 && predicts === 'eps') {
    throw new InputError(
      `${where}: rescale_betas_zero_snr = true leaves nothing of the data at the last timestep, where prediction_type = "epsilon" says nothing of x0`,
    );
  }
  return {
    ...{ name, schedule, scheduleLabel: scheduleLabelOf(noise), predicts, solver, limit },
    notes: [...(json === undefined ? [assumed] : []), ...notes],
  };
}
