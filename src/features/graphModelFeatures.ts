import * as tf from '@tensorflow/tfjs-core';
import { inBatches } from '../../models/index.ts';
import { InputError, nearest } from '../errors/index.ts';
import type { Extractor } from './extractor.ts';
import type { Looking } from './featuresOf.ts';
import { fitted } from './fitted.ts';
import { type ReadGraphModel, readGraphModel } from './readGraphModel.ts';

/** Values that a model takes at a time, of images as large as Inception's fifteen. */
const atOnce = 2 ** 22;
/** Channels that spatial features are of: those of the published sFID. */
const spatialChannels = 7;

const plain = (name: string): string => name.replace(/:0$/, '');

/** The output or inner node that is asked for, else the only output. */
function layerOf(file: string, { model, nodes }: ReadGraphModel, asked?: string): string {
  const outputs = model.outputs.map(({ name }) => name);
  if (asked === undefined) {
    const [only, another] = outputs;
    if (only !== undefined && another === undefined) return only;
    throw new InputError(
      `${file}: has ${outputs.length} outputs, ${outputs.join(', ')}; name one with --layer`,
    );
  }
  if (outputs.includes(asked) || nodes.includes(plain(asked))) return asked;
  const near = nearest(asked, [...outputs, ...nodes]);
  throw new InputError(
    `--layer ${asked}: ${file} has no such node${near === undefined ? '' : `; did you mean ${near}?`} Its outputs: ${outputs.join(', ')}`,
  );
}

/** A row of features for each image of a layer's values. */
function rowsOf(values: tf.Tensor, { spatial }: Looking): tf.Tensor {
  const count = values.shape[0] ?? 1;
  if (values.rank !== 4) return tf.reshape(values, [count, -1]);
  if (!spatial) return tf.mean(values, [1, 2]);
  const [, height = 1, width = 1, channels = 1] = values.shape;
  const kept = Math.min(channels, spatialChannels);
  return tf.reshape(tf.slice(values, [0, 0, 0, 0], [count, height, width, kept]), [count, -1]);
}

/**
 * The features of a graph model: the values of a layer, means over pixels where it has some, or with `spatial` those of its first
 * seven channels.
 *
 * @param file its model.json
 * @param shape of one sample
 * @throws InputError if it cannot be read, has no such layer, or does not take such samples
 * @see Heusel et al. (2017), arXiv:1706.08500; Nash et al. (2021), arXiv:2103.03841, section 4.2
 */
export async function graphModelFeatures(
  file: string,
  shape: readonly number[],
  looking: Looking,
): Promise<Extractor> {
  const read = await readGraphModel(file);
  const { model } = read;
  try {
    const [input, another] = model.inputs;
    if (input === undefined || another !== undefined) {
      throw new InputError(
        `${file}: takes ${model.inputs.length} inputs, expected one: images or points`,
      );
    }
    const layer = layerOf(file, read, looking.layer);
    const fit = fitted(file, input.shape ?? [-1, ...shape.map(() => -1)], shape, looking);
    const side = looking.inputSize;
    const size = side === undefined ? shape.reduce((a, b) => a * b, 1) : side * side * 3;
    const look = (x: tf.Tensor): tf.Tensor => {
      const values = valuesOf(file, () => model.execute({ [input.name]: fit.of(x) }, layer));
      if (looking.spatial && values.rank !== 4) {
        throw new InputError(
          `--spatial: ${layer} of ${file} is of shape [${values.shape.slice(1)}], without pixels; name a --layer of [height, width, channels]`,
        );
      }
      return rowsOf(values, looking);
    };
    const batch = Math.max(1, Math.min(256, Math.floor(atOnce / size)));
    return { of: (x) => inBatches(x, shape, look, batch), dispose: () => model.dispose() };
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/** @throws InputError for what the backend or the converter cannot run */
function valuesOf(file: string, run: () => tf.Tensor | tf.Tensor[]): tf.Tensor {
  try {
    const values = run();
    const [first] = Array.isArray(values) ? values : [values];
    if (first !== undefined) return first;
    throw new Error('it has no values');
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new InputError(`${file}: cannot be run: ${why}`);
  }
}
