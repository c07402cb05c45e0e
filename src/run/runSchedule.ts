import { scheduleFrom, scheduleLabel } from '../catalogue/index.ts';
import { schedulerFrom } from '../diffusers/index.ts';
import type { Schedule } from '../problem/index.ts';
import { configPath, type RunConfig } from './config.ts';

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
