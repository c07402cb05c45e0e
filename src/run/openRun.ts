import type * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../../models/index.ts';
import { knownModels, parseSpecification, scheduleFrom } from '../catalogue/index.ts';
import { InputError } from '../errors/index.ts';
import type { Schedule } from '../problem/index.ts';
import { layoutOf, parametersOf, type TrainingState } from '../train/index.ts';
import { latestCheckpoint } from './checkpoints.ts';
import { type RunConfig, readConfig } from './config.ts';
import { readMetrics } from './metrics.ts';
import type { Sampling } from './systems/system.ts';
import { systemNamed } from './systems/systems.ts';

/** A run as it is sampled. */
export interface OpenedRun {
  readonly config: RunConfig;
  readonly schedule: Schedule;
  /** The averaged network of the latest checkpoint, the caller's to dispose of. */
  readonly network: Network<tf.Tensor>;
  /** How it is sampled where nobody asks for something else. */
  readonly sampling: Sampling;
  /** Steps it was trained for. */
  readonly step: number;
  readonly metrics: readonly TrainingState[];
}

/** How a run is sampled by default: as its system is, without limits where samples are no images. */
function samplingOf({ settings: { system }, data: { shape } }: RunConfig): Sampling {
  if (system === undefined) return { solver: 'dpmpp-2m', steps: 20 };
  const { limit, ...others } = systemNamed(system).sampling;
  return { ...others, ...(shape.length === 3 && limit !== undefined ? { limit } : {}) };
}

/**
 * Opens a run folder; the data it was trained on are not needed.
 * @throws InputError if the folder holds no run, no checkpoint yet, or one that is damaged
 */
export async function openRun(folder: string): Promise<OpenedRun> {
  const config = await readConfig(folder);
  const { settings, data } = config;
  const schedule = await scheduleFrom(settings.schedule);
  const start = knownModels
    .make(parseSpecification(settings.model, 'model'))
    .make({ shape: data.shape, classes: data.classes?.length }, settings.seed);
  try {
    const layout = layoutOf(start.parameters);
    const checkpoint = await latestCheckpoint(folder, layout);
    if (checkpoint === undefined) {
      throw new InputError(
        `${folder}: holds no checkpoint yet; wait for the first, or train on with --resume`,
      );
    }
    const network = start.with(parametersOf(layout, checkpoint.average));
    const metrics = (await readMetrics(folder)).filter(({ step }) => step <= checkpoint.step);
    const sampling = samplingOf(config);
    return { config, schedule, network, sampling, step: checkpoint.step, metrics };
  } finally {
    start.dispose();
  }
}
