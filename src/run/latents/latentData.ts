import * as tf from '@tensorflow/tfjs-core';
import {
  type LatentScale,
  latentNoise,
  normaliseLatents,
  reparametrised,
  type Vae,
} from '../../../models/index.ts';
import type { Dataset } from '../../data/index.ts';
import type { Key, Rows } from '../../noise/index.ts';

/** Latents of data: a draw z of q(z | x) for each sample x, flat. */
export function encoded(
  vae: Vae<tf.Tensor>,
  data: Dataset,
  key: Key,
  rows: Rows,
  scale?: LatentScale,
): Float32Array {
  const x = data.draw(key, rows);
  const z = tf.tidy(() => {
    const samples = tf.tensor(Float32Array.from(x), [rows.count, ...vae.shape]);
    const drawn = reparametrised(vae.encode(samples), latentNoise(vae, key, rows));
    return scale === undefined ? drawn : normaliseLatents(drawn, scale);
  });
  const values = z.dataSync<'float32'>().slice();
  z.dispose();
  return values;
}

/** Data as a diffusion of latents sees them, with their labels and captions; samples are encoded as they are drawn. */
export function latentData(vae: Vae<tf.Tensor>, data: Dataset, scale: LatentScale): Dataset {
  const { exact: _, ...others } = data;
  return {
    ...others,
    name: `latents of ${data.name}`,
    shape: vae.latent,
    dimension: vae.latent.reduce((product, n) => product * n, 1),
    draw: (key, rows) => Float64Array.from(encoded(vae, data, key, rows, scale)),
  };
}
