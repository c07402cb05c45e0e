import * as tf from '@tensorflow/tfjs-core';
import { reconstruct, type Vae } from '../../../models/index.ts';
import { knownVaes, type Specification } from '../../catalogue/index.ts';
import type { Dataset } from '../../data/index.ts';
import { foldIn, keyOf } from '../../noise/index.ts';
import { imageGrid, pngOf } from '../../report/index.ts';
import { vaeTask } from '../../train/index.ts';
import { dataShape } from '../runData.ts';
import type { GivenRun, MakeLearned } from './learned.ts';
import { madeFor } from './madeFor.ts';
import { requireUsual } from './requireUsual.ts';

/** Images of a picture, and of a row of it. */
const [images, columns] = [32, 16];

/** Rows of images, each above the row of what a VAE makes of them, PNG. */
async function reconstructions(vae: Vae<tf.Tensor>, data: Dataset): Promise<Uint8Array> {
  const seen = Float32Array.from(data.draw(keyOf('picture'), { first: 0, count: images }));
  const made = tf.tidy(() => reconstruct(vae, tf.tensor(seen, [images, ...data.shape])));
  const becomes = await made.data<'float32'>();
  made.dispose();
  const row = columns * data.dimension;
  const shown = new Float32Array(2 * seen.length);
  for (let at = 0; at < seen.length; at += row) {
    shown.set(seen.subarray(at, at + row), 2 * at);
    shown.set(becomes.subarray(at, at + row), 2 * at + row);
  }
  return pngOf(imageGrid(shown, data.shape, { columns }));
}

/**
 * Prepares a VAE; images are shown with their reconstructions.
 * @throws InputError for options and settings that it does not have
 */
export function learnedVae({ settings, data }: GivenRun, model: Specification): MakeLearned {
  const architecture = knownVaes.make(model);
  requireUsual('a VAE', settings, ['objective', 'schedule', 'times']);
  const { train, heldOut } = data;
  const { seed, batch } = settings;
  return () => {
    const vae = madeFor(train, () => architecture.make(dataShape(train), seed));
    const key = foldIn(keyOf(seed), 'vae');
    const isImage = train.shape.length === 3;
    return {
      parameters: vae.parameters,
      begin: async () => ({
        task: vaeTask({ data: train, heldOut, vae, beta: architecture.beta, key, batch }),
        ...(isImage && { picture: (parameters) => reconstructions(vae.with(parameters), heldOut) }),
        dispose: () => undefined,
      }),
      dispose: () => vae.dispose(),
    };
  };
}
