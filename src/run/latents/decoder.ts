import * as tf from '@tensorflow/tfjs-core';
import { type LatentScale, restoreLatents, type Vae } from '../../../models/index.ts';
import { inBlocks } from '../../backend/wholeBlocks.ts';
import { openVae } from '../openVae.ts';
import { partFolder } from '../part.ts';
import { readLatentScale } from './scaleFile.ts';

/** What makes samples of normalised latents. */
export interface Decoder {
  /** Elements of one sample. */
  readonly shape: readonly number[];
  /** Elements of one latent. */
  readonly latent: readonly number[];
  /** Samples [rows, ...shape] of latents [rows, ...latent]. */
  decode(latents: tf.Tensor): tf.Tensor;
  /** Releases its VAE. */
  dispose(): void;
}

/** Rows that are decoded at a time, so that images of many samples need not fit into memory together with all of their channels. */
const atOnce = 256;

/** The decoder of a VAE whose latents were normalised; it owns the VAE. */
export function decoderOf(vae: Vae<tf.Tensor>, scale: LatentScale): Decoder {
  const decoded = (latents: tf.Tensor): tf.Tensor => {
    const z = restoreLatents(latents, scale);
    const { block } = vae;
    return block === undefined ? vae.decode(z) : inBlocks(z, block, (part) => vae.decode(part));
  };
  return {
    shape: vae.shape,
    latent: vae.latent,
    decode: (latents) =>
      tf.tidy(() => {
        const [rows = 0, ...latent] = latents.shape;
        const from = latent.map(() => 0);
        const parts = Array.from({ length: Math.ceil(rows / atOnce) }, (_, i) => {
          const first = i * atOnce;
          const count = Math.min(atOnce, rows - first);
          return decoded(tf.slice(latents, [first, ...from], [count, ...latent]));
        });
        return tf.concat(parts, 0);
      }),
    dispose: () => vae.dispose(),
  };
}

/**
 * Opens the decoder of a run that diffuses latents.
 * @throws InputError if its VAE or the scale of its latents is missing or damaged
 */
export async function openDecoder(run: string): Promise<Decoder> {
  const scale = await readLatentScale(run);
  return decoderOf(await openVae(partFolder(run, 'vae')), scale);
}
