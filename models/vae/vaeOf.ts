import * as tf from '@tensorflow/tfjs-core';
import { rowsOf } from '../batches.ts';
import { type Module, parametersOf, type Weights, weightOf } from '../modules/module.ts';
import { shaped } from '../shaped.ts';
import type { Coder } from './coderOfImages.ts';
import type { Vae } from './vae.ts';

/**
 * Between which log variances of latents are held, so that their exponentials stay finite numbers.
 * @see Rombach et al. (2022), arXiv:2112.10752, whose code (ldm/modules/distributions/distributions.py) clamps to these
 */
const logVariances = [-30, 20] as const;

/** What is fixed of a VAE when its weights change. */
export interface VaeArchitecture {
  readonly shape: readonly number[];
  readonly latent: readonly number[];
  readonly sd: number | 'learned';
  readonly coder: Coder;
}

/** A VAE of some architecture that has no weights yet: what they are drawn from, and the VAE with them. */
export function vaeOf({ shape, latent, sd, coder }: VaeArchitecture): {
  readonly parameters: Module['parameters'];
  with(weights: Weights): Vae<tf.Tensor>;
} {
  const { encoder, decoder, block } = coder;
  const likelihood = {
    parameters: sd === 'learned' ? { 'likelihood/logSd': { shape: [1], sd: 0 } } : {},
  };
  const withWeights = (weights: Weights): Vae<tf.Tensor> => ({
    shape,
    latent,
    parameters: weights,
    ...(block === undefined ? {} : { block }),
    encode: (x) =>
      tf.tidy(() => {
        const samples = shaped(x, [rowsOf('vae: encode', x, shape), ...shape]);
        const both = encoder.apply(weights, samples);
        const [mean, raw] = tf.split(both, 2, -1) as [tf.Tensor, tf.Tensor];
        return { mean, logVariance: tf.clipByValue(raw, ...logVariances) };
      }),
    decode: (z) =>
      tf.tidy(() => {
        const rows = rowsOf('vae: decode', z, latent);
        return decoder.apply(weights, shaped(z, [rows, ...latent]));
      }),
    logSd: () =>
      tf.tidy(() =>
        sd === 'learned'
          ? tf.reshape(weightOf(weights, 'likelihood/logSd'), [])
          : tf.scalar(Math.log(sd)),
      ),
    with: withWeights,
    dispose: () => tf.dispose({ ...weights }),
  });
  return { parameters: parametersOf([encoder, decoder, likelihood]), with: withWeights };
}
