import type * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../../models/index.ts';
import { unetOf } from '../../models/unet/unetOf.ts';
import { knownDenoisers, parseSpecification, scheduleFrom } from '../catalogue/index.ts';
import { architectureOf, schedulerFrom, unetConfig } from '../diffusers/index.ts';
import { InputError } from '../errors/index.ts';
import type { Schedule } from '../problem/index.ts';
import type { TrainingState } from '../train/index.ts';
import { latestAverage } from './average.ts';
import {
  configPath,
  type ImportedConfig,
  type RunConfig,
  readConfig,
  type TrainedConfig,
} from './config.ts';
import { type Decoder, openDecoder } from './latents/decoder.ts';
import { partFolder, partOf } from './part.ts';
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
  /** What makes samples of what the network denoises, where those are latents; the caller's to dispose of. */
  readonly decoder?: Decoder | undefined;
  /** The run folder of the classifier that guides it, where its system has one. */
  readonly classifier?: string | undefined;
  readonly metrics: readonly TrainingState[];
}

type Opened = Omit<OpenedRun, 'config' | 'sampling'>;

async function openTrained(folder: string, { settings, data }: TrainedConfig): Promise<Opened> {
  const model = parseSpecification(settings.model, 'model');
  if (model.name === 'classifier' || model.name === 'vae') {
    throw new InputError(
      `${folder}: holds a ${model.name}, which no solver samples; give the run of a network that denoises`,
    );
  }
  const schedule = await scheduleFrom(settings.schedule);
  const part = partOf(settings);
  const decoder = part === 'vae' ? await openDecoder(folder) : undefined;
  const of = { shape: decoder?.latent ?? data.shape, classes: data.classes?.length };
  const start = knownDenoisers.make(model).make(of, settings.seed);
  try {
    const { parameters, step, metrics } = await latestAverage(folder, start.parameters);
    const network = start.with(parameters);
    const classifier = part === 'classifier' ? partFolder(folder, part) : undefined;
    return { schedule, network, decoder, classifier, step, metrics };
  } catch (error) {
    decoder?.dispose();
    throw error;
  } finally {
    start.dispose();
  }
}

async function openImported(folder: string, config: ImportedConfig): Promise<Opened> {
  const where = configPath(folder);
  const scheduler = schedulerFrom(where, config.scheduler ?? undefined);
  const unet = unetOf(architectureOf(where, unetConfig(where, config.unet), scheduler));
  const { parameters } = await readWeights(folder, unet.parameters);
  return { schedule: scheduler.schedule, network: unet.with(parameters), metrics: [] };
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
