import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { InputError } from '../errors/index.ts';
import {
  fileError,
  readSafetensors,
  type Safetensors,
  writeSafetensors,
  writeWhole,
} from '../io/index.ts';
import { tensorHash } from './tensorHash.ts';

/** How the numbers of a file of weights are held. */
export type Precision = 'float32' | 'float16';

/** The weights of a run that is not trained here, and the steps it was trained for where that is known. */
export interface Weights {
  readonly tensors: Safetensors['tensors'];
  readonly step?: number | undefined;
}

const notes = z.object({
  sha256: z.string(),
  step: z.string().transform(Number).pipe(z.int().min(0)).optional(),
});

const fileOf = (run: string): string => path.join(run, 'weights.safetensors');

/** Whether a folder holds such weights. */
export function hasWeights(run: string): boolean {
  return existsSync(fileOf(run));
}

/** Writes the weights of a run that is not trained here, whole or not at all. */
export async function writeWeights(
  run: string,
  { tensors, step }: Weights,
  precision: Precision = 'float32',
): Promise<void> {
  const half = precision === 'float16';
  // the hash is of the numbers that are read again
  const kept = half
    ? readSafetensors('', writeSafetensors({ tensors, metadata: {} }, { half })).tensors
    : tensors;
  const metadata = {
    format: 'pt',
    sha256: tensorHash(kept),
    ...(step === undefined ? {} : { step: String(step) }),
  };
  await writeWhole(fileOf(run), writeSafetensors({ tensors, metadata }, { half }));
}

/**
 * Reads weights as they stand, whatever network they are of.
 * @throws InputError if the file is missing or damaged
 */
export async function readTensors(run: string): Promise<Weights> {
  const file = fileOf(run);
  const bytes = await readFile(file).catch((error) => {
    throw fileError(file, error);
  });
  const { tensors, metadata } = readSafetensors(file, bytes);
  const read = notes.safeParse(metadata);
  if (read.data?.sha256 !== tensorHash(tensors)) {
    throw new InputError(`${file}: is damaged: its numbers are not those that were written`);
  }
  return { tensors, step: read.data.step };
}

/**
 * Reads the weights of a run that is not trained here.
 *
 * @param parameters of the network they are for
 * @throws InputError if the file is damaged or of another network, naming what is wrong
 */
export async function readWeights(
  run: string,
  parameters: Readonly<Record<string, { readonly shape: readonly number[] }>>,
): Promise<{
  readonly parameters: Readonly<Record<string, tf.Tensor>>;
  readonly step?: number | undefined;
}> {
  const { tensors, step } = await readTensors(run);
  const names = Object.keys(parameters);
  for (const name of names) {
    const [has, expected] = [tensors[name]?.shape, parameters[name]?.shape];
    if (has?.join() === expected?.join()) continue;
    throw new InputError(
      `${fileOf(run)}: ${name} ${has === undefined ? 'is missing' : `has shape [${has}], its config.json asks for [${expected}]`}`,
    );
  }
  const read = names.map((name) => {
    const { shape = [], data = [] } = tensors[name] ?? {};
    return [name, tf.tensor(Float32Array.from(data), [...shape])] as const;
  });
  return { parameters: Object.fromEntries(read), step };
}
