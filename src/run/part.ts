import path from 'node:path';
import type { Dataset } from '../data/index.ts';
import { InputError } from '../errors/index.ts';
import { readSettings, type TrainSettings } from './settings.ts';
import type { PartName } from './systems/system.ts';
import { systemNamed } from './systems/systems.ts';

/** Where the part of a run stands, a run of its own. */
export function partFolder(run: string, name: PartName): string {
  return path.join(run, name);
}

/** What a run trains before its own network, if it is of a system that does. */
export function partOf({ system }: Pick<TrainSettings, 'system'>): PartName | undefined {
  return system === undefined ? undefined : systemNamed(system).part?.name;
}

/**
 * The settings of the part of a run: those of its system, on the same data and from the same seed.
 *
 * @param data what the run is trained on
 * @throws InputError for settings of a part where there is none
 */
export function partSettings(settings: TrainSettings, data: Dataset): TrainSettings | undefined {
  const { system, partModel, partSteps, seed, checkpointEvery, keep, evaluateEvery } = settings;
  const part = system === undefined ? undefined : systemNamed(system).part;
  if (part === undefined) {
    const [name, value] = partModel === undefined ? ['steps', partSteps] : ['model', partModel];
    if (value === undefined) return undefined;
    throw new InputError(
      `part-${name} ${value}: ${system === undefined ? 'without a system' : `system ${system}`} nothing is trained first; use it with classifier-guidance or latent-diffusion`,
    );
  }
  return readSettings(part.name, {
    ...part.settings(data, settings),
    ...{ data: settings.data, seed, checkpointEvery, keep, evaluateEvery },
    ...(partModel === undefined ? {} : { model: partModel }),
    ...(partSteps === undefined ? {} : { steps: partSteps }),
  });
}
