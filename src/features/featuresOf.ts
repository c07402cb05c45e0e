import { existsSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../errors/index.ts';
import { existing } from '../io/index.ts';
import { isRun } from '../run/index.ts';
import { classifierFeatures } from './classifierFeatures.ts';
import type { Extractor } from './extractor.ts';
import { graphModelFeatures } from './graphModelFeatures.ts';

/** How a network looks at samples. */
export interface Looking {
  /** Whether features tell where something is, in place of whether it is there. */
  readonly spatial: boolean;
  /** Of a graph model: the output or inner node whose values are features; by default its one output. */
  readonly layer?: string | undefined;
  /** Of a graph model: what it expects for -1 and 1, which are black and white here; by default these. */
  readonly inputRange?: readonly number[] | undefined;
  /** Of a graph model: the height and width that images are resized to. */
  readonly inputSize?: number | undefined;
}

const modelFile = (place: string): string =>
  existing(place).isFolder ? path.join(place, 'model.json') : place;

/**
 * Opens what a path names: the run of a classifier of clean images, or a graph model by its folder or its model.json.
 *
 * @param shape of one sample; that of images is [height, width, channels]
 * @param dimension values of one sample
 * @throws InputError if it is neither, or one that cannot look at such samples
 */
export async function featuresOf(
  place: string,
  { shape, dimension }: { readonly shape: readonly number[]; readonly dimension: number },
  looking: Looking,
): Promise<Extractor> {
  if (!existsSync(place)) throw new InputError(`${place}: there is no such file or folder`);
  if (!isRun(place)) {
    const file = modelFile(place);
    if (existsSync(file)) return graphModelFeatures(file, shape, looking);
    throw new InputError(
      `${place}: holds neither the run of a classifier nor a model.json; give one of both to --features`,
    );
  }
  const given = (['layer', 'inputRange', 'inputSize'] as const).find(
    (name) => looking[name] !== undefined,
  );
  if (given !== undefined) {
    const option = given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new InputError(
      `--${option}: is of graph models, ${place} is a run of a classifier; leave it out`,
    );
  }
  return classifierFeatures(place, dimension, looking);
}
