import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../../src/errors/index.ts';
import type { Context } from '../modules/attention.ts';
import { linear } from '../modules/linear.ts';
import { type Module, parametersOf } from '../modules/module.ts';
import type { Condition } from '../network.ts';
import { type TextEncoderOptions, textEncoder } from '../textEncoder/textEncoder.ts';

/** What captions come to in a network of images. */
export interface Captioned {
  /** [n or 1, size], added to the embedding of the noise level. */
  readonly embedding: tf.Tensor;
  /** What pixels look at, [n, length, width]. */
  readonly context: Context;
}

/** Captions out of a condition; null is the empty one. */
function captionsOf(condition: Condition): string[] {
  return condition.map((asked) => {
    if (asked === null) return '';
    if (typeof asked === 'string') return asked;
    throw new InputError(`unet: expected a caption, got ${JSON.stringify(asked)}`);
  });
}

/**
 * Captions as a U-Net sees them, by a text encoder that is trained with it: pooled and through a layer into the embedding, and
 * as a sequence to look at.
 *
 * @param size of the embedding
 * @see Nichol et al. (2022), arXiv:2112.10741, section 4; Saharia et al. (2022), arXiv:2205.11487, section 2.3
 */
export function captioned(
  options: TextEncoderOptions,
  size: number,
): Module<readonly [condition: Condition, rows: number], Captioned> & { readonly width: number } {
  const encoder = textEncoder('caption', options);
  const { width } = encoder;
  const layer = linear('caption/pooled', width, size);
  return {
    width,
    parameters: parametersOf([encoder, layer]),
    apply: (weights, condition, rows) => {
      const { sequence, bias, pooled } = encoder.apply(weights, captionsOf(condition));
      const embedding = layer.apply(weights, pooled);
      if (condition.length === rows) return { embedding, context: { sequence, bias } };
      const context = {
        sequence: tf.tile(sequence, [rows, 1, 1]),
        bias: tf.tile(bias, [rows, 1]),
      };
      return { embedding, context };
    },
  };
}
