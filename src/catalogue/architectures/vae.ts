import type { Tensor } from '@tensorflow/tfjs-core';
import { type Vae, vae } from '../../../models/index.ts';
import { requireHalved } from '../../../models/levels.ts';
import { InputError, requireInRange } from '../../errors/index.ts';
import type { Architecture } from './architecture.ts';
import { numbersIn } from './numbersIn.ts';

/** A kind of VAE with its settings, of which one is made for given data. */
export interface VaeArchitecture extends Architecture<Vae<Tensor>> {
  /** Weight of the divergence to the prior in training. */
  readonly beta: number;
  /**
   * Elements of one latent of samples of a shape.
   * @throws InputError for images that do not divide by the halvings
   */
  latentOf(shape: readonly number[]): readonly number[];
}

const usual = { channels: '32-64-64', hidden: '128-128' };

/**
 * {@link vae}: of images, halved from each level of channels to the next, with a latent of `latents` channels; of vectors, with
 * `latents` numbers behind hidden layers.
 *
 * @throws InputError if a list is not one, or a number is out of range
 */
export function vaeArchitecture({
  latents = 4,
  channels = usual.channels,
  blocks = 1,
  groups = 8,
  hidden = usual.hidden,
  sd = 0.1,
  beta = 1,
}: {
  latents?: number;
  channels?: string;
  blocks?: number;
  groups?: number;
  hidden?: string;
  /** Of p(x | z); 0 for one that is learned. */
  sd?: number;
  beta?: number;
} = {}): VaeArchitecture {
  const levels = numbersIn('vae: channels', channels);
  const units = numbersIn('vae: hidden', hidden);
  requireInRange('vae: sd', sd, 0, Number.MAX_VALUE);
  requireInRange('vae: beta', beta, 0, Number.MAX_VALUE);
  const latentOf = (shape: readonly number[]): readonly number[] => {
    if (shape.length !== 3) return [latents];
    requireHalved('vae', shape, levels.length);
    const [height = 0, width = 0] = shape;
    const factor = 2 ** (levels.length - 1);
    return [height / factor, width / factor, latents];
  };
  return {
    name: 'vae',
    options: { latents, channels, blocks, groups, hidden, sd, beta },
    lists: ['channels', 'hidden'],
    about:
      'encodes samples as latents and decodes them; sd is that of p(x | z), 0 for a learned one',
    source: 'Kingma & Welling 2014, arXiv:1312.6114; Rombach et al. 2022, arXiv:2112.10752',
    beta,
    latentOf,
    make: ({ shape }, seed) => {
      const isImage = shape.length === 3;
      const foreign = isImage ? hidden !== usual.hidden : channels !== usual.channels;
      if (foreign) {
        const [option, of] = isImage ? ['hidden', 'vectors'] : ['channels', 'images'];
        throw new InputError(
          `vae: ${option} is an option for ${of}, got samples of shape [${shape}]`,
        );
      }
      const own = isImage ? { channels: levels, blocks, groups } : { hidden: units };
      return vae({ shape, latent: latentOf(shape), ...own, sd: sd === 0 ? 'learned' : sd, seed });
    },
  };
}
