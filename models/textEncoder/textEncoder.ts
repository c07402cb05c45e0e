import * as tf from '@tensorflow/tfjs-core';
import { InputError, requireInteger } from '../../src/errors/index.ts';
import { type Context, leftOut } from '../modules/attention.ts';
import { embedding } from '../modules/embedding.ts';
import { layerNormalisation } from '../modules/layerNormalisation.ts';
import { type Module, parametersOf, weightOf } from '../modules/module.ts';
import { transformerBlock } from '../modules/transformerBlock.ts';
import { tokensOf, vocabulary } from './tokens.ts';

/** What a text encoder is made of. */
export interface TextEncoderOptions {
  /** Elements of each vector; 64 by default. */
  readonly width?: number;
  /** Blocks of the transformer; 2 by default. */
  readonly layers?: number;
  /** Heads of its attention; 2 by default. */
  readonly heads?: number;
  /** Tokens of a caption: its bytes, a start and an end; 32 by default. */
  readonly length?: number;
}

/** Captions as a network looks at them. */
export interface EncodedText extends Context {
  readonly bias: tf.Tensor;
  /** [n, width] the sum of the `count` elements that are not filling over sqrt(count), as spread as one of them at any length. */
  readonly pooled: tf.Tensor;
}

/** A module of captions. */
export interface TextEncoder extends Module<readonly [captions: readonly string[]], EncodedText> {
  readonly width: number;
  readonly length: number;
}

/** [n, length], `used` where an element is not filling and `unused` where it is. */
function marked(
  counts: readonly number[],
  length: number,
  used: (count: number) => number,
  unused: number,
): tf.Tensor2D {
  const values = counts.flatMap((count) =>
    Array.from({ length }, (_, place) => (place < count ? used(count) : unused)),
  );
  return tf.tensor2d(values, [counts.length, length], 'float32');
}

/**
 * A transformer of captions, byte by byte, so that there is no vocabulary a caption could lie outside of: embeddings of the
 * bytes and of their places, blocks of attention, a normalisation. The empty caption asks for nothing in particular.
 *
 * @throws InputError if a size is not a positive integer, heads do not divide the width, or a caption is too long
 * @see Nichol et al. (2022), arXiv:2112.10741, section 4; Xue et al. (2022), arXiv:2105.13626, on bytes
 */
export function textEncoder(
  name: string,
  { width = 64, layers = 2, heads = 2, length = 32 }: TextEncoderOptions = {},
): TextEncoder {
  for (const [what, n] of Object.entries({ width, layers, heads })) {
    requireInteger(`text encoder: ${what}`, n);
  }
  requireInteger('text encoder: length', length, 3);
  if (width % heads !== 0) {
    throw new InputError(`text encoder: heads must divide the width, got ${heads} for ${width}`);
  }
  const token = embedding(`${name}/token`, vocabulary, width);
  const places = `${name}/place`;
  const place: Module<readonly []> = {
    parameters: { [places]: { shape: [length, width], sd: 0.3 } },
    apply: (weights) => weightOf(weights, places),
  };
  const blocks = Array.from({ length: layers }, (_, i) =>
    transformerBlock(`${name}/block${i}`, width, heads),
  );
  const norm = layerNormalisation(`${name}/norm`, width);
  return {
    width,
    length,
    parameters: parametersOf([token, place, ...blocks, norm]),
    apply: (weights, captions) => {
      const { tokens, used } = tokensOf(captions, length);
      const bias = marked(used, length, () => 0, leftOut);
      const bytes = tf.reshape(token.apply(weights, [...tokens]), [-1, length, width]);
      const first = tf.add(bytes, place.apply(weights));
      const last = blocks.reduce((h, block) => block.apply(weights, h, bias), first);
      const sequence = norm.apply(weights, last);
      const shares = tf.expandDims(
        marked(used, length, (count) => 1 / Math.sqrt(count), 0),
        1,
      );
      const pooled = tf.reshape(tf.matMul(shares, sequence), [captions.length, width]);
      return { sequence, bias, pooled };
    },
  };
}
