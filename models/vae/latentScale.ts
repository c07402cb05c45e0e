import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../../src/errors/index.ts';

/** Mean and standard deviation of each channel of latents. */
export interface LatentScale {
  readonly mean: readonly number[];
  readonly sd: readonly number[];
}

/**
 * Mean and standard deviation of each channel over latents of the data, in float64; batch by batch, so that the data need not fit
 * into memory.
 *
 * @param batches flat latents, their channels the last axis
 * @throws InputError if there are none, a batch is not of whole pixels, or a channel is constant or not finite
 * @see Rombach et al. (2022), arXiv:2112.10752, appendix G; Welford (1962), Technometrics 4:419
 */
export function latentScale(batches: Iterable<ArrayLike<number>>, channels: number): LatentScale {
  const mean = new Float64Array(channels);
  const squares = new Float64Array(channels);
  let count = 0;
  for (const batch of batches) {
    if (batch.length % channels !== 0) {
      throw new InputError(
        `latents: expected a multiple of ${channels} numbers, got ${batch.length}`,
      );
    }
    for (let at = 0; at < batch.length; at += channels) {
      count++;
      for (let c = 0; c < channels; c++) {
        const off = (batch[at + c] as number) - (mean[c] as number);
        mean[c] = (mean[c] as number) + off / count;
        squares[c] =
          (squares[c] as number) + off * ((batch[at + c] as number) - (mean[c] as number));
      }
    }
  }
  if (count === 0) throw new InputError('latents: expected at least one batch, got none');
  const sd = Array.from(squares, (sum) => Math.sqrt(sum / count));
  const wrong = sd.findIndex((value) => !(value > 0 && Number.isFinite(value)));
  if (wrong >= 0) {
    throw new InputError(
      `latents: channel ${wrong} has a standard deviation of ${sd[wrong]}, expected a finite number above 0; train the VAE longer, with a smaller beta or fewer channels`,
    );
  }
  return { mean: Array.from(mean), sd };
}

const perChannel = (values: readonly number[]): tf.Tensor1D => tf.tensor1d([...values], 'float32');

/** Latents [..., channels] as diffusion sees them, of mean 0 and variance 1 over the data: (z - mean) / sd. */
export function normaliseLatents(z: tf.Tensor, { mean, sd }: LatentScale): tf.Tensor {
  return tf.tidy(() => tf.div(tf.sub(z, perChannel(mean)), perChannel(sd)));
}

/** Back from there to what the decoder takes: z sd + mean. */
export function restoreLatents(z: tf.Tensor, { mean, sd }: LatentScale): tf.Tensor {
  return tf.tidy(() => tf.add(tf.mul(z, perChannel(sd)), perChannel(mean)));
}
