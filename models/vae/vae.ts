import type * as tf from '@tensorflow/tfjs-core';
import { InputError, requireInteger, requirePositive } from '../../src/errors/index.ts';
import { foldIn, keyOf } from '../../src/noise/index.ts';
import { requireDivisors } from '../levels.ts';
import { drawn } from '../modules/module.ts';
import { type Coder, coderOfImages } from './coderOfImages.ts';
import { coderOfVectors } from './coderOfVectors.ts';
import { vaeOf } from './vaeOf.ts';

/** A diagonal Gaussian over latents, each [B, ...latent]. */
export interface Posterior<T> {
  readonly mean: T;
  /** In [-30, 20]. */
  readonly logVariance: T;
}

/** A variational autoencoder, as a network that is trained; T is the tensor type. */
export interface Vae<T> {
  /** Elements of one sample. */
  readonly shape: readonly number[];
  /** Elements of one latent: [height, width, channels] of an image's, [n] of a vector's. */
  readonly latent: readonly number[];
  /** Its trainable tensors by name; it owns them. */
  readonly parameters: Readonly<Record<string, T>>;
  /** Rows at a time where a row's last bits depend on their number: see Network.block; left out for vectors. */
  readonly block?: number;
  /** q(z | x) of x [B, ...shape]. */
  encode(x: T): Posterior<T>;
  /** The mean of p(x | z), [B, ...shape], of z [B, ...latent]. */
  decode(z: T): T;
  /** Logarithm of the standard deviation of p(x | z), a scalar: a parameter where it is learned. */
  logSd(): T;
  /** The same with other values of its parameters. */
  with(parameters: Readonly<Record<string, T>>): Vae<T>;
  /** Releases its parameters. */
  dispose(): void;
}

/** What a VAE is made of. */
export interface VaeOptions {
  /** Of one sample: [height, width, channels] of images, or [n] of vectors. */
  readonly shape: readonly number[];
  /** Of one latent: of images [height / 2^k, width / 2^k, channels] for an image halved k times; of vectors [n]. */
  readonly latent: readonly number[];
  /** Of images, channels of each of the k + 1 levels; 32 and then 64 by default. */
  readonly channels?: readonly number[];
  /** Of images, residual blocks of a level; 1 by default. */
  readonly blocks?: number;
  /** Of images, groups of the normalisations; 8 by default. */
  readonly groups?: number;
  /** Of vectors, units of each hidden layer; two of 128 by default; [] for a linear VAE. */
  readonly hidden?: readonly number[];
  /** Standard deviation of p(x | z), or 'learned', one for all elements, which starts at 1; 'learned' by default. */
  readonly sd?: number | 'learned';
  readonly seed?: string | number;
}

/** How often an image is halved to reach its latent's size. */
function halvingsOf(shape: readonly number[], latent: readonly number[]): number {
  const [height = 0, width = 0] = shape;
  const [rows = 0, columns = 0] = latent;
  const times = Math.log2(height / rows);
  if (
    latent.length === 3 &&
    Number.isInteger(times) &&
    times >= 0 &&
    width / columns === 2 ** times
  ) {
    return times;
  }
  throw new InputError(
    `vae: a latent of images must be [height / 2^k, width / 2^k, channels] of ${height} x ${width}, got [${latent.join(', ')}]`,
  );
}

function coder(options: VaeOptions): Coder {
  const { shape, latent, hidden = [128, 128], blocks = 1, groups = 8 } = options;
  const isImage = shape.length === 3;
  const foreign = isImage ? (['hidden'] as const) : (['channels', 'blocks', 'groups'] as const);
  const given = foreign.find((name) => options[name] !== undefined);
  if (given !== undefined) {
    const [of, what] = isImage ? ['vectors', 'images'] : ['images', 'vectors'];
    throw new InputError(
      `vae: ${given} is an option for ${of}, got ${what} of shape [${shape.join(', ')}]`,
    );
  }
  if (!isImage) {
    if (shape.length === 1 && latent.length === 1) {
      for (const n of hidden) requireInteger('vae: every hidden size', n);
      return coderOfVectors(shape[0] as number, latent[0] as number, hidden);
    }
    throw new InputError(
      `vae: expected images of shape [height, width, channels], or vectors [n] and a latent [n], got [${shape.join(', ')}] and [${latent.join(', ')}]`,
    );
  }
  const halvings = halvingsOf(shape, latent);
  const { channels = [32, ...Array<number>(halvings).fill(64)] } = options;
  for (const n of [...channels, blocks, groups]) requireInteger('vae: every size', n);
  if (channels.length !== halvings + 1) {
    throw new InputError(
      `vae: from ${shape[0]} x ${shape[1]} to ${latent[0]} x ${latent[1]} there are ${halvings + 1} levels, got channels for ${channels.length}`,
    );
  }
  requireDivisors('vae', channels, { groups, headSize: 0 });
  return coderOfImages({ shape, latents: latent[2] as number, channels, blocks, groups });
}

/**
 * A variational autoencoder with Gaussian posterior and likelihood: q(z | x) = N(mean(x), diag e^(logVariance(x))), p(x | z) =
 * N(decode(z), sd^2), p(z) = N(0, 1); of residual blocks for images, of dense layers for vectors. Train it by {@link negativeElbo}.
 * Weights are drawn by key: the same seed gives the same network on every backend.
 *
 * @throws InputError if the shape or the latent is of neither images nor vectors, or sizes do not go together
 * @see Kingma & Welling (2014), arXiv:1312.6114; Rombach et al. (2022), arXiv:2112.10752, section 3.1; Rybkin, Daniilidis & Levine
 *   (2021), arXiv:2006.13202, on the learned sd
 */
export function vae(options: VaeOptions): Vae<tf.Tensor> {
  const { shape, latent, sd = 'learned', seed = 0 } = options;
  for (const n of [...shape, ...latent]) requireInteger('vae: every size', n);
  if (sd !== 'learned') requirePositive('vae: sd', sd);
  const { parameters, with: withWeights } = vaeOf({ shape, latent, sd, coder: coder(options) });
  return withWeights(drawn(parameters, foldIn(keyOf(seed), 'vae')));
}
