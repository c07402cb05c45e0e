import * as tf from '@tensorflow/tfjs-core';
import type { Key, Rows } from '../../src/noise/index.ts';
import { latentNoise } from './elbo.ts';
import type { Vae } from './vae.ts';

/** What a VAE makes of x [B, ...shape] by way of the mean of its latent: the mean of p(x | z), [B, ...shape]. */
export function reconstruct(vae: Vae<tf.Tensor>, x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => vae.decode(vae.encode(x).mean));
}

/** Samples of a VAE, [count, ...shape]: means of p(x | z) at z of the prior. A row depends on the key and the row alone. */
export function generate(vae: Vae<tf.Tensor>, key: Key, rows: Rows): tf.Tensor {
  return tf.tidy(() => vae.decode(latentNoise(vae, key, rows)));
}
