import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../errors/index.ts';
import {
  fileError,
  readSafetensors,
  type Safetensors,
  writeSafetensors,
  writeWhole,
} from '../io/index.ts';
import { tensorHash } from './tensorHash.ts';

const fileOf = (run: string): string => path.join(run, 'weights.safetensors');

/** Writes the weights of a run that is not trained, whole or not at all. */
export async function writeWeights(run: string, tensors: Safetensors['tensors']): Promise<void> {
  const metadata = { format: 'pt', sha256: tensorHash(tensors) };
  await writeWhole(fileOf(run), writeSafetensors({ tensors, metadata }));
}

/**
 * Reads the weights of a run that is not trained.
 *
 * @param parameters of the network they are for
 * @throws InputError if the file is damaged or of another network, naming what is wrong
 */
export async function readWeights(
  run: string,
  parameters: Readonly<Record<string, { readonly shape: readonly number[] }>>,
): Promise<Readonly<Record<string, tf.Tensor>>> {
  const file = fileOf(run);
  const bytes = await readFile(file).catch((error) => {
    throw fileError(file, error);
  });
  const { tensors, metadata } = readSafetensors(file, bytes);
  if (tensorHash(tensors) !== metadata.sha256) {
    throw new InputError(`${file}: is damaged: its numbers are not those that were written`);
  }
  const names = Object.keys(parameters);
  for (const name of names) {
    const [has, expected] = [tensors[name]?.shape, parameters[name]?.shape];
    if (has?.join() === expected?.join()) continue;
    throw new InputError(
      `${file}: ${name} ${has === undefined ? 'is missing' : `has shape [${has}], its config.json asks for [${expected}]`}`,
    );
  }
  return Object.fromEntries(
    names.map((name) => {
      const { shape = [], data = [] } = tensors[name] ?? {};
      return [name, tf.tensor(Float32Array.from(data), [...shape])];
    }),
  );
}
