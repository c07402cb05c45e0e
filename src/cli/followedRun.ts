import { networkDenoiser } from '../../models/index.ts';
import type { Dataset } from '../data/index.ts';
import { InputError } from '../errors/index.ts';
import { openRun, readConfig, runData } from '../run/index.ts';
import { compareDefaults } from './compareOptions.ts';
import type { Trained } from './trained.ts';

/** The data and the schedule that a run is compared on: its own. */
export interface RunSubject {
  readonly dataset: Dataset;
  readonly schedule: string;
}

/**
 * What a run was trained on.
 * @param schedule what was asked for; the default stands for the run's own
 * @throws InputError if another schedule is asked for, or the data changed since
 */
export async function subjectOf(folder: string, schedule: string): Promise<RunSubject> {
  const { settings, data } = await readConfig(folder);
  if (schedule !== compareDefaults.schedule && schedule !== settings.schedule) {
    throw new InputError(
      `--schedule ${schedule}: ${folder} was trained on ${settings.schedule}; leave --schedule out`,
    );
  }
  const { all, hash } = await runData(settings.data);
  if (hash !== data.hash) {
    throw new InputError(
      `${settings.data}: has changed since ${folder} was trained on it; bring the data back`,
    );
  }
  return { dataset: all, schedule: settings.schedule };
}

/** The averaged network of a run, to take part in a comparison. */
export async function followedRun(folder: string): Promise<Trained> {
  const { network, schedule, step, metrics, config } = await openRun(folder);
  const every = Math.max(1, Math.floor(metrics.length / 100));
  const facts = {
    architecture: config.settings.model,
    parameters: Object.values(network.parameters).reduce((sum, { size }) => sum + size, 0),
    steps: step,
    batch: config.settings.batch * config.settings.accumulate,
    run: folder,
    loss: metrics.filter((_, i) => i % every === 0).map((m) => ({ step: m.step, loss: m.loss })),
  };
  const denoiser = networkDenoiser(network, schedule);
  return { network: { denoiser, facts }, dispose: () => network.dispose() };
}
