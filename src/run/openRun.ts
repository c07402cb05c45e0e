import type * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../../models/index.ts';
import { unetOf } from '../../models/unet/unetOf.ts';
import { knownModels, parseSpecification, scheduleFrom } from '../catalogue/index.ts';
import { architectureOf, schedulerFrom, unetConfig } from '../diffusers/index.ts';
import { InputError } from '../errors/index.ts';
import type { Schedule } from '../problem/index.ts';
import { layoutOf, parametersOf, type TrainingState } from '../train/index.ts';
import { latestCheckpoint } from './checkpoints.ts';
import {
  configPath,
  type ImportedConfig,
  type RunConfig,
  readConfig,
  type TrainedConfig,
} from './config.ts';
import { readMetrics } from './metrics.ts';
import { samplingOf } from './samplingOf.ts';
import type { Sampling } from './systems/system.ts';
import { readWeights } from './weightsFile.ts';

/** A run as it is sampled. */
export interface OpenedRun {
  readonly config: RunConfig;
  readonly schedule: Schedule;
  /** The averaged network of the latest checkpoint, or the imported one; the caller's to dispose of. */
  readonly network: Network<tf.Tensor>;
  /** How it is sampled where nobody asks for something else. */
  readonly sampling: Sampling;
  /** Steps it was trained for here; undefined where it was imported. */
  readonly step?: number | undefined;
  readonly metrics: readonly TrainingState[];
}

type Opened = Omit<OpenedRun, 'config' | 'sampling'>;

async function openTrained(folder: string, { settings, data }: TrainedConfig): Promise<Opened> {
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
    return { schedule, network, step: checkpoint.step, metrics };
  } finally {
    start.dispose();
  }
}

async function openImported(folder: string, config: ImportedConfig): Promise<Opened> {
  const where = configPath(folder);
  const scheduler = schedulerFrom(where, config.scheduler ?? undefined);
  const unet = unetOf(architectureOf(where, unetConfig(where, config.unet), scheduler));
  const network = unet.with(await readWeights(folder, unet.parameters));
  return { schedule: scheduler.schedule, network, metrics: [] };
}

/**
 * Opens a run folder; the data it was trained on are not needed.
 * @throws InputError if the folder holds no run, no checkpoint yet, or one that is damaged
 */
export async function openRun(folder: string): Promise<OpenedRun> {
  const config = await readConfig(folder);
  const opened = await (config.kind === 'imported'
    ? openImported(folder, config)
    : openTrained(folder, config));
  return { config, sampling: samplingOf(folder, config), ...opened };
}
