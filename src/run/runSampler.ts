import { scheduleFrom, scheduleLabel } from '../catalogue/index.ts';
import { schedulerFrom } from '../diffusers/index.ts';
import type { Schedule } from '../problem/index.ts';
import { configPath, type RunConfig } from './config.ts';

/** How a run is sampled unless told otherwise, as specifications. */
export interface RunSampler {
  /** On its own grid, if that is named: `ddim@leading`. */
  readonly solver?: string | undefined;
  readonly limit?: string | undefined;
}

/** How a run says that it is sampled: an imported one by its scheduler, one that was trained here in no way of its own. */
export function runSampler(folder: string, config: RunConfig): RunSampler {
  if (config.kind === 'trained') return {};
  const { solver, limit } = schedulerFrom(configPath(folder), config.scheduler ?? undefined);
  return { solver, limit };
}

/**
 * The schedule of a run, and what it is called in tables.
 * @throws InputError if its config.json names none that is known
 */
export async function runSchedule(
  folder: string,
  config: RunConfig,
): Promise<{ readonly label: string; readonly schedule: Schedule }> {
  if (config.kind === 'trained') {
    const schedule = await scheduleFrom(config.settings.schedule);
    return { label: scheduleLabel(schedule), schedule };
  }
  const read = schedulerFrom(configPath(folder), config.scheduler ?? undefined);
  return { label: read.scheduleLabel, schedule: read.schedule };
}
