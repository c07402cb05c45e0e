import type { Tensor } from '@tensorflow/tfjs-core';
import { type Classifier, classifier } from '../../../models/index.ts';
import { InputError } from '../../errors/index.ts';
import type { Architecture } from './architecture.ts';
import { numbersIn } from './numbersIn.ts';

/** A kind of classifier with its settings, of which one is made for given data. */
export interface ClassifierArchitecture extends Architecture<Classifier<Tensor>> {
  /** Whether it is told the noise level of what it sees. */
  readonly isNoisy: boolean;
}

/**
 * {@link classifier}, its levels written as 32-64-64.
 * @throws InputError if a list is not one
 */
export function classifierArchitecture({
  noisy = true,
  channels = '32-64-64',
  blocks = 1,
  attention = 'none',
  headSize = 32,
  groups = 8,
  dropout = 0,
}: {
  noisy?: boolean;
  channels?: string;
  blocks?: number;
  attention?: string;
  headSize?: number;
  groups?: number;
  dropout?: number;
} = {}): ClassifierArchitecture {
  const levels = numbersIn('classifier: channels', channels);
  const at = numbersIn('classifier: attention', attention);
  const plain = { noisy, blocks, headSize, groups, dropout };
  return {
    name: 'classifier',
    options: { ...plain, channels, attention },
    lists: ['channels', 'attention'],
    about: 'tells which class an image is of, noisy ones for guidance or clean ones (noisy=false)',
    source: 'Dhariwal & Nichol 2021, arXiv:2105.05233, section 4',
    isNoisy: noisy,
    make: ({ shape, classes }, seed) => {
      if (classes === undefined) {
        throw new InputError(
          'classifier: needs data with labels; use glyphs, or images in folders of their class',
        );
      }
      return classifier({ shape, classes, channels: levels, attention: at, ...plain, seed });
    },
  };
}
