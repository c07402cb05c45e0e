import type * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../../models/index.ts';
import { InputError } from '../errors/index.ts';
import {
  type Checkpoint,
  layoutOf,
  parametersOf,
  requireConditions,
  TrainingDivergedError,
  type TrainingState,
  train,
} from '../train/index.ts';
import { checkpointSteps, keepCheckpoint, latestCheckpoint } from './checkpoints.ts';
import { isRun, readTrainedConfig, type TrainedConfig, writeConfig } from './config.ts';
import { forget } from './forget.ts';
import { lock } from './lock.ts';
import { appendMetrics, cutMetrics, readMetrics } from './metrics.ts';
import { writePicture } from './picture.ts';
import type { PreparedRun } from './prepare.ts';
import { dataShape } from './runData.ts';
import { changedSettings, requireSameRun } from './sameRun.ts';

/** Where and how a run is carried out. */
export interface RunPlace {
  readonly folder: string;
  /** Go on with what the folder holds; without it a folder that holds a run is left alone. */
  readonly resume: boolean;
  readonly backend: string;
  readonly versions: TrainedConfig['versions'];
  readonly signal?: AbortSignal | undefined;
  /** Called with the steps that are done already, before training begins. */
  readonly onBegin?: ((done: number) => void) | undefined;
  /** Called after every step. */
  readonly onStep?: ((state: TrainingState) => void) | undefined;
  /** Called with a line that a person should know: where it goes on, what is different. */
  readonly onNote?: ((line: string) => void) | undefined;
}

/** What a run came to. */
export interface TrainedRun {
  readonly step: number;
  /** The last line of metrics.jsonl. */
  readonly last?: TrainingState | undefined;
  /** Whether there was nothing left to do. */
  readonly wasFinished: boolean;
}

/** Where a run stands: what it was begun with and where it goes on, or nothing. */
async function standing(
  prepared: PreparedRun,
  network: Network<tf.Tensor>,
  { folder, resume, backend, onNote }: RunPlace,
): Promise<Checkpoint | undefined> {
  if (!isRun(folder)) {
    if (resume) onNote?.(`${folder}: nothing to resume yet, training starts`);
    return undefined;
  }
  const config = await readTrainedConfig(folder);
  if (!resume) {
    const [step] = await checkpointSteps(folder);
    const held = step === undefined ? 'a run' : `a run at step ${step}`;
    throw new InputError(`${folder}: holds ${held}; give --resume to go on, or another --out`);
  }
  requireSameRun(folder, config, prepared);
  const checkpoint = await latestCheckpoint(folder, layoutOf(network.parameters));
  const where =
    checkpoint === undefined
      ? 'no checkpoint yet, starts over'
      : `goes on at step ${checkpoint.step}`;
  const { settings } = prepared;
  if (checkpoint === undefined || checkpoint.step < settings.steps) {
    const changed = changedSettings(config.settings, settings);
    onNote?.(`${folder}: ${where}${changed === '' ? '' : ` with ${changed}`}`);
    if (backend !== config.backend) {
      onNote?.(
        `${folder}: was begun on backend ${config.backend}; on ${backend} the weights will not be bitwise the same`,
      );
    }
  }
  return checkpoint;
}

/**
 * The network that settings ask for.
 * @throws InputError for data that it cannot be made for or does not get its conditions from, naming them
 */
function networkFor({ settings, data, model }: PreparedRun): Network<tf.Tensor> {
  const { train: set } = data;
  let network: Network<tf.Tensor>;
  try {
    network = model.make(dataShape(set), settings.seed);
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${set.name}: ${error.message}`) : error;
  }
  try {
    requireConditions(set, network);
  } catch (error) {
    network.dispose();
    throw error;
  }
  return network;
}

/**
 * Trains in a folder: config.json, metrics.jsonl, checkpoints and pictures of samples. It can be stopped at any moment, by
 * any means; gone on with, it ends with bitwise the weights of a run that was never stopped.
 *
 * @throws InputError if the folder holds another run, is in use or cannot be written to, or its checkpoint is damaged; for data
 *   that cannot be used, before anything is written, or with what was written taken back where that shows in training
 * @throws TrainingDivergedError if the loss is not finite or goes astray; the last good checkpoint stays
 */
export async function trainRun(prepared: PreparedRun, place: RunPlace): Promise<TrainedRun> {
  const { settings, data, schedule, objective, times } = prepared;
  const { folder, backend, versions, signal, onStep } = place;
  const network = networkFor(prepared);
  const unlock = await lock(folder).catch((error) => {
    network.dispose();
    throw error;
  });
  let isBegun = false;
  try {
    const resume = await standing(prepared, network, place);
    const done = resume?.step ?? 0;
    if (done >= settings.steps) {
      return { step: done, last: (await readMetrics(folder)).at(-1), wasFinished: true };
    }
    const { shape, labels } = data.train;
    isBegun = !isRun(folder);
    await writeConfig(folder, {
      kind: 'trained',
      settings,
      data: { shape: [...shape], hash: data.hash, ...(labels && { classes: [...labels.classes] }) },
      backend,
      versions,
    });
    await cutMetrics(folder, done);
    place.onBegin?.(done);
    const layout = layoutOf(network.parameters);
    const save = async (checkpoint: Checkpoint): Promise<void> => {
      await keepCheckpoint(folder, layout, checkpoint, settings.keep);
      const average = network.with(parametersOf(layout, checkpoint.average));
      await writePicture(folder, checkpoint.step, average, schedule, data.train);
      average.dispose();
    };
    const { network: trained } = await train({
      ...settings,
      ...{ data: data.train, heldOut: data.heldOut, schedule, network, objective, times },
      emaDecay: settings.ema,
      ...{ signal, resume, checkpoint: { every: settings.checkpointEvery, save } },
      onStep: async (state) => {
        onStep?.(state);
        await appendMetrics(folder, state);
      },
    });
    trained.dispose();
    return { step: settings.steps, last: (await readMetrics(folder)).at(-1), wasFinished: false };
  } catch (error) {
    const [step] = await checkpointSteps(folder);
    if (error instanceof InputError && isBegun && step === undefined) await forget(folder);
    if (!(error instanceof TrainingDivergedError)) throw error;
    throw step === undefined
      ? error
      : error.keeping(`${folder} keeps the checkpoint of step ${step}`);
  } finally {
    network.dispose();
    await unlock();
  }
}
