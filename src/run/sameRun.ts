import { InputError } from '../errors/index.ts';
import { configPath, type TrainedConfig } from './config.ts';
import type { PreparedRun } from './prepare.ts';
import type { TrainSettings } from './settings.ts';

/** What makes a run this run; the rest may change when it goes on. */
const fixed = [
  ...(['system', 'data', 'model', 'objective', 'schedule', 'times'] as const),
  ...(['batch', 'accumulate', 'seed', 'partModel'] as const),
];

/**
 * Requires that a run goes on as what it was begun.
 * @throws InputError naming the setting that differs, or saying that the data changed
 */
export function requireSameRun(
  folder: string,
  config: TrainedConfig,
  { settings, data }: PreparedRun,
): void {
  for (const name of fixed) {
    const [was, is] = [config.settings[name], settings[name]];
    if (was === is) continue;
    throw new InputError(
      `${configPath(folder)}: was begun with ${name} ${JSON.stringify(was)}, got ${JSON.stringify(is)}; leave it out to go on, or give another folder`,
    );
  }
  if (config.data.hash === data.hash) return;
  throw new InputError(
    `${settings.data}: has changed since ${folder} was begun with it; bring the data back, or train in another folder`,
  );
}

/** The settings that a run goes on with in place of those it was begun with, as a line for people; empty where none. */
export function changedSettings(from: TrainSettings, to: TrainSettings): string {
  const changed = (Object.keys(to) as (keyof TrainSettings)[]).filter(
    (name) => from[name] !== to[name],
  );
  return changed.map((name) => `${name} ${to[name]} in place of ${from[name]}`).join(', ');
}
