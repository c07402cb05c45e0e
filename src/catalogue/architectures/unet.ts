import { unet } from '../../../models/index.ts';
import { InputError, requireOneOf } from '../../errors/index.ts';
import type { DenoiserArchitecture } from './architecture.ts';
import { numbersIn } from './numbersIn.ts';

/**
 * {@link unet}, its levels written as 32-64-64.
 * @throws InputError if a list is not one
 */
export function unetArchitecture({
  channels = '32-64-64',
  blocks = 1,
  attention = 'none',
  headSize = 32,
  groups = 8,
  embeds = 'add',
  resampling = 'convolution',
  dropout = 0,
  condition = 'none',
  output = 'v',
  predicts = 'eps',
  learnsVariance = false,
}: {
  channels?: string;
  blocks?: number;
  attention?: string;
  headSize?: number;
  groups?: number;
  embeds?: 'add' | 'scale';
  resampling?: 'convolution' | 'block';
  dropout?: number;
  condition?: 'none' | 'class' | 'caption';
  output?: 'v' | 'eps';
  predicts?: 'eps' | 'velocity';
  learnsVariance?: boolean;
} = {}): DenoiserArchitecture {
  const levels = numbersIn('unet: channels', channels);
  const at = numbersIn('unet: attention', attention);
  requireOneOf('unet: condition', condition, ['none', 'class', 'caption']);
  const plain = {
    blocks,
    headSize,
    groups,
    embeds,
    resampling,
    dropout,
    output,
    predicts,
    learnsVariance,
  };
  return {
    name: 'unet',
    options: { channels, attention, condition, ...plain },
    lists: ['channels', 'attention'],
    about: 'the U-Net of DDPM, or of ADM with embeds=scale and resampling=block, for images',
    predicts,
    source: 'Ho, Jain & Abbeel 2020, arXiv:2006.11239; Dhariwal & Nichol 2021, arXiv:2105.05233',
    make: ({ shape, classes }, seed) => {
      if (condition === 'class' && classes === undefined) {
        throw new InputError(
          'unet: condition=class needs data with labels; use glyphs, images in folders of their class, or condition=none',
        );
      }
      const asked = {
        ...(condition === 'class' && classes !== undefined ? { classes } : {}),
        ...(condition === 'caption' ? { caption: {} } : {}),
      };
      return unet({ shape, channels: levels, attention: at, ...plain, ...asked, seed });
    },
  };
}
