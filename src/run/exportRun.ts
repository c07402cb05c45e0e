import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { InputError, requireOneOf } from '../errors/index.ts';
import { fileError } from '../io/index.ts';
import { readAverage } from './checkpointFile.ts';
import { checkpointPath, checkpointSteps } from './checkpoints.ts';
import { readConfig, writeConfig } from './config.ts';
import { hasLatentScale, readLatentScale, writeLatentScale } from './latents/scaleFile.ts';
import { partFolder, partOf } from './part.ts';
import {
  hasWeights,
  type Precision,
  readTensors,
  type Weights,
  writeWeights,
} from './weightsFile.ts';

const largestHalf = 65504;

/** What a run has learned: its average, or the weights it was imported or exported with. */
async function learnedOf(run: string): Promise<Weights> {
  if (hasWeights(run)) return readTensors(run);
  const [step] = await checkpointSteps(run);
  if (step !== undefined) return readAverage(checkpointPath(run, step));
  throw new InputError(
    `${run}: holds no checkpoint yet, and nothing to export; wait for the first, or train on with --resume`,
  );
}

/** Requires that half precision has room for some weights. */
function requireHalf(run: string, { tensors }: Weights): void {
  const beyond = Object.entries(tensors).find(([, { data }]) =>
    data.some((x) => Math.abs(x) > largestHalf),
  );
  if (beyond === undefined) return;
  throw new InputError(
    `${run}: ${beyond[0]} has numbers beyond ${largestHalf}, the largest of float16; export it as float32`,
  );
}

/** Writes a run and those it is built on, and counts their numbers. */
async function written(run: string, folder: string, precision: Precision): Promise<number> {
  const config = await readConfig(run);
  const learned = await learnedOf(run);
  if (precision === 'float16') requireHalf(run, learned);
  const part = config.kind === 'trained' ? partOf(config.settings) : undefined;
  const within =
    part === undefined
      ? 0
      : await written(partFolder(run, part), partFolder(folder, part), precision);
  if (hasLatentScale(run)) await writeLatentScale(folder, await readLatentScale(run));
  await writeWeights(folder, learned, precision);
  await writeConfig(folder, config);
  return Object.values(learned.tensors).reduce((sum, { data }) => sum + data.length, within);
}

/**
 * Writes the smallest folder that a run can be opened from: its config.json and its averaged weights, those of the classifier or VAE
 * that it is built on too. It is sampled, compared and measured as the run is, and cannot be trained on. It appears whole or not at
 * all.
 *
 * @param run a run folder, trained, imported or exported
 * @param folder where to, which must not exist yet
 * @param options its settings
 * @param options.precision `float32`, bit for bit the run; `float16` takes half the room and rounds each weight to 11 bits
 * @returns how many numbers the networks have
 * @throws InputError if there is no run, or none that has learned anything yet, if it is damaged or float16 has no room for its
 *   numbers, or something stands in `folder`
 */
export async function exportRun(
  run: string,
  folder: string,
  { precision = 'float32' }: { precision?: Precision } = {},
): Promise<{ readonly parameters: number }> {
  requireOneOf('export: precision', precision, ['float32', 'float16']);
  if (existsSync(folder)) {
    throw new InputError(`${folder}: is there already; export to a folder that is not`);
  }
  const unfinished = `${path.resolve(folder)}.${process.pid}.part`;
  try {
    const parameters = await written(run, unfinished, precision);
    await rename(unfinished, folder).catch((error) => {
      throw fileError(folder, error);
    });
    return { parameters };
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
