import type * as tf from '@tensorflow/tfjs-core';
import { latentScale, type Vae } from '../../../models/index.ts';
import type { Dataset } from '../../data/index.ts';
import { keyOf } from '../../noise/index.ts';
import { openVae } from '../openVae.ts';
import { partFolder } from '../part.ts';
import type { RunData } from '../runData.ts';
import { type Decoder, decoderOf } from './decoder.ts';
import { encoded, latentData } from './latentData.ts';
import { hasLatentScale, readLatentScale, writeLatentScale } from './scaleFile.ts';

/** Latents of data by the VAE of a run. */
export interface Latents extends Pick<RunData, 'train' | 'heldOut'> {
  readonly decoder: Decoder;
  /** Releases the VAE. */
  dispose(): void;
}

/** Samples that the scale of latents is taken of, and how many are encoded at a time. */
const [seen, atOnce] = [2048, 128];

function* batches(vae: Vae<tf.Tensor>, data: Dataset): Generator<Float32Array> {
  for (let first = 0; first < seen; first += atOnce) {
    yield encoded(vae, data, keyOf('latent scale'), { first, count: atOnce });
  }
}

/**
 * Data as latents of the VAE that is trained in a run's folder, of mean 0 and variance 1 in each channel; the scale is taken once, and
 * kept in latents.json.
 *
 * @throws InputError if there is no such VAE, or one of its channels says nothing
 * @see Rombach et al. (2022), arXiv:2112.10752, section 3 and appendix G
 */
export async function latentsOf(run: string, { train, heldOut }: RunData): Promise<Latents> {
  const vae = await openVae(partFolder(run, 'vae'));
  try {
    if (!hasLatentScale(run)) {
      await writeLatentScale(run, latentScale(batches(vae, train), vae.latent.at(-1) as number));
    }
    const scale = await readLatentScale(run);
    return {
      train: latentData(vae, train, scale),
      heldOut: latentData(vae, heldOut, scale),
      decoder: decoderOf(vae, scale),
      dispose: () => vae.dispose(),
    };
  } catch (error) {
    vae.dispose();
    throw error;
  }
}
