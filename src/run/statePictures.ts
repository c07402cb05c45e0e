import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../errors/index.ts';
import type { NoiseLevel } from '../problem/index.ts';
import type { OpenedRun } from './openRun.ts';

/** How states of a diffusion are looked at. */
export interface StatePictures {
  /** Of a picture: height, width, channels. */
  readonly shape: readonly number[];
  /**
   * Pictures of states x = alpha x_0 + sigma eps, flat and in [-1, 1] as far as they are: x / sqrt(alpha^2 + sigma^2), so that a
   * picture of the same signal-to-noise ratio looks alike on every schedule, and noise of sigma = 80 is no black and white.
   */
  of(x: ArrayLike<number>, level: NoiseLevel): ArrayLike<number>;
}

/**
 * Pictures of states that are images themselves.
 *
 * @param what needs them, for the message
 * @throws InputError unless they are of shape [height, width, 1 or 3]
 */
export function imagePictures(what: string, shape: readonly number[]): StatePictures {
  const channels = shape[2];
  if (shape.length !== 3 || (channels !== 1 && channels !== 3)) {
    throw new InputError(
      `${what}: needs pictures of shape [height, width, 1 or 3], got samples of shape [${shape.join(', ')}]; use glyphs, or files of images`,
    );
  }
  return {
    shape,
    of: (x, { alpha, sigma }) => {
      const norm = Math.hypot(alpha, sigma);
      return norm === 1 ? x : Float64Array.from(x, (value) => value / norm);
    },
  };
}

/**
 * How the states of a run are looked at: the one place that knows, for every picture of a run on its way. States that are latents are
 * decoded, as scaled.
 *
 * @param what needs them, for the message
 * @throws InputError if its samples are no pictures
 */
export function statePictures(
  what: string,
  { network, decoder }: Pick<OpenedRun, 'network' | 'decoder'>,
): StatePictures {
  if (decoder === undefined) return imagePictures(what, network.shape);
  return {
    shape: imagePictures(what, decoder.shape).shape,
    of: (x, level) => {
      const norm = Math.hypot(level.alpha, level.sigma);
      const latents = Float32Array.from(x, (value) => value / norm);
      const images = tf.tidy(() => {
        const rows = latents.length / decoder.latent.reduce((product, n) => product * n, 1);
        return decoder.decode(tf.tensor(latents, [rows, ...decoder.latent]));
      });
      const values = images.dataSync<'float32'>().slice();
      images.dispose();
      return values;
    },
  };
}
