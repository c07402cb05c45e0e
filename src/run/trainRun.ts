import path from 'node:path';
import { InputError } from '../errors/index.ts';
import { writeWhole } from '../io/index.ts';
import {
  type Checkpoint,
  type Layout,
  layoutOf,
  parametersOf,
  TrainingDivergedError,
  type TrainingState,
  trainTask,
} from '../train/index.ts';
import { checkpointSteps, keepCheckpoint, latestCheckpoint } from './checkpoints.ts';
import { isRun, readTrainedConfig, type TrainedConfig, writeConfig } from './config.ts';
import { forget } from './forget.ts';
import type { Learning } from './learned/learned.ts';
import { lock } from './lock.ts';
import { appendMetrics, cutMetrics, readMetrics } from './metrics.ts';
import { partFolder } from './part.ts';
import type { PreparedRun } from './prepare.ts';
import { changedSettings, requireSameRun } from './sameRun.ts';
import type { PartName } from './systems/system.ts';
import { hasWeights } from './weightsFile.ts';

/** One training of a run. */
export interface Stage {
  /** Undefined for the run's own network. */
  readonly part?: PartName | undefined;
  /** Steps that are done already. */
  readonly done: number;
  readonly steps: number;
}

/** Where and how a run is carried out. */
export interface RunPlace {
  readonly folder: string;
  /** Go on with what the folder holds; without it a folder that holds a run is left alone. */
  readonly resume: boolean;
  readonly backend: string;
  readonly versions: TrainedConfig['versions'];
  readonly signal?: AbortSignal | undefined;
  /** Called with what is about to be trained, before training begins: a part of the run, and then its own network. */
  readonly onBegin?: ((stage: Stage) => void) | undefined;
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
  layout: Layout,
  { folder, resume, backend, onNote }: RunPlace,
): Promise<Checkpoint | undefined> {
  if (!isRun(folder)) {
    if (resume) onNote?.(`${folder}: nothing to resume yet, training starts`);
    return undefined;
  }
  const config = await readTrainedConfig(folder);
  if (hasWeights(folder)) {
    throw new InputError(
      `${folder}: holds an exported run, without the state of its optimiser; go on in the run it came from, or give another --out`,
    );
  }
  if (!resume) {
    const [step] = await checkpointSteps(folder);
    const held = step === undefined ? 'a run' : `a run at step ${step}`;
    throw new InputError(`${folder}: holds ${held}; give --resume to go on, or another --out`);
  }
  requireSameRun(folder, config, prepared);
  const checkpoint = await latestCheckpoint(folder, layout);
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

/** Trains the part of a run that has one, if that is not done yet. */
async function trainPart({ part }: PreparedRun, place: RunPlace): Promise<void> {
  if (part === undefined) return;
  const { name, run } = part;
  await trainRun(run, {
    ...place,
    folder: partFolder(place.folder, name),
    resume: true,
    onBegin: (stage) => place.onBegin?.({ ...stage, part: name }),
    onNote: undefined,
  });
}

/** Leaves a picture of where a run stands at a step, where there is something to look at. */
async function writePicture(
  folder: string,
  { picture }: Learning,
  layout: Layout,
  { step, average }: Checkpoint,
): Promise<void> {
  if (picture === undefined) return;
  const parameters = parametersOf(layout, average);
  try {
    const png = await picture(parameters, `step ${step}`);
    await writeWhole(path.join(folder, 'samples', `${String(step).padStart(8, '0')}.png`), png);
  } finally {
    for (const tensor of Object.values(parameters)) tensor.dispose();
  }
}

/**
 * Trains in a folder: config.json, metrics.jsonl, checkpoints and pictures, after the part of a run that has one, in a folder within.
 * It can be stopped at any moment, by any means; gone on with, it ends with bitwise the weights of a run that was never stopped.
 *
 * @throws InputError if the folder holds another run, is in use or cannot be written to, or its checkpoint is damaged; for data
 *   that cannot be used, before anything is written, or with what was written taken back where that shows in training
 * @throws TrainingDivergedError if the loss is not finite or goes astray; the last good checkpoint stays
 */
export async function trainRun(prepared: PreparedRun, place: RunPlace): Promise<TrainedRun> {
  const { settings, data } = prepared;
  const { folder, backend, versions, signal, onStep } = place;
  const learned = prepared.learned();
  const unlock = await lock(folder).catch((error) => {
    learned.dispose();
    throw error;
  });
  let isBegun = false;
  let learning: Learning | undefined;
  try {
    const layout = layoutOf(learned.parameters);
    const resume = await standing(prepared, layout, place);
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
    await trainPart(prepared, place);
    learning = await learned.begin(folder);
    const opened = learning;
    place.onBegin?.({ done, steps: settings.steps });
    const save = async (checkpoint: Checkpoint): Promise<void> => {
      await keepCheckpoint(folder, layout, checkpoint, settings.keep);
      await writePicture(folder, opened, layout, checkpoint);
    };
    const { parameters } = await trainTask(learning.task, {
      ...settings,
      ...{ emaDecay: settings.ema, signal, resume },
      checkpoint: { every: settings.checkpointEvery, save },
      onStep: async (state) => {
        onStep?.(state);
        await appendMetrics(folder, state);
      },
    });
    for (const tensor of Object.values(parameters)) tensor.dispose();
    return { step: settings.steps, last: (await readMetrics(folder)).at(-1), wasFinished: false };
  } catch (error) {
    const [step] = await checkpointSteps(folder);
    if (error instanceof InputError && isBegun && step === undefined) await forget(folder);
    if (!(error instanceof TrainingDivergedError)) throw error;
    throw step === undefined
      ? error
      : error.keeping(`${folder} keeps the checkpoint of step ${step}`);
  } finally {
    learning?.dispose();
    learned.dispose();
    await unlock();
  }
}
