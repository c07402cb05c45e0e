import * as tf from '@tensorflow/tfjs-core';
import { softmax } from '../../src/smooth/index.ts';
import { shaped } from '../shaped.ts';
import { groupNormalisation } from './groupNormalisation.ts';
import { linear } from './linear.ts';
import { type Module, parametersOf } from './module.ts';

/** [n, length, heads size] as [n, heads, length, size]. */
function inHeads(x: tf.Tensor, heads: number): tf.Tensor4D {
  const [n = 0, length = 0, channels = 0] = x.shape;
  return tf.transpose(tf.reshape(x, [n, length, heads, channels / heads]), [0, 2, 1, 3]);
}

/** [n, length] as [n, 1, 1, length]: the same for all heads and all that look. */
const forHeads = (bias: tf.Tensor): tf.Tensor =>
  tf.reshape(bias, [bias.shape[0] as number, 1, 1, bias.shape[1] as number]);

/** What an {@link attention} looks like. */
export interface AttentionOptions {
  readonly heads: number;
  /** Elements of what it looks at, where that is another sequence than x itself. */
  readonly context?: number;
  /** Of the spread that its last layer starts with; 0 by default, so that it adds nothing at first. */
  readonly gain?: number;
}

/** A sequence that others look at. */
export interface Context {
  /** [n, length, elements] */
  readonly sequence: tf.Tensor;
  /** [n, length], added to what each element is found worth: 0, or {@link leftOut} where it is filling. */
  readonly bias?: tf.Tensor | undefined;
}

/** Beside it every other number of a softmax is e^(-huge) = 0 of float32, and sums with it stay finite. */
export const leftOut = -1e9;

/**
 * Multi-head attention of a sequence x [n, length, channels] to itself, or to another [n, other length, context]:
 *
 *   softmax(Q K^T / sqrt(size of a head) + bias) V
 *
 * @see Vaswani et al. (2017), arXiv:1706.03762, eq. 1
 */
export function attention(
  name: string,
  channels: number,
  { heads, context, gain = 0 }: AttentionOptions,
): Module<readonly [x: tf.Tensor, other?: Context]> {
  const seen = context ?? channels;
  const query = linear(`${name}/query`, channels, channels);
  const key = linear(`${name}/key`, seen, channels);
  const value = linear(`${name}/value`, seen, channels);
  const out = linear(`${name}/out`, channels, channels, { gain });
  const scale = 1 / Math.sqrt(channels / heads);
  return {
    parameters: parametersOf([query, key, value, out]),
    apply: (weights, x, { sequence, bias } = { sequence: x }) => {
      const q = inHeads(tf.mul(query.apply(weights, x), scale), heads);
      const k = inHeads(key.apply(weights, sequence), heads);
      const v = inHeads(value.apply(weights, sequence), heads);
      const worth = tf.matMul(q, k, false, true);
      const shares = softmax(bias === undefined ? worth : tf.add(worth, forHeads(bias)));
      const mixed = tf.transpose(tf.matMul(shares as tf.Tensor4D, v), [0, 2, 1, 3]);
      return out.apply(weights, tf.reshape(mixed, x.shape));
    },
  };
}

/**
 * x plus attention over its pixels after group normalisation, on images [n, height, width, channels]; with `context` the pixels
 * look at a sequence [n, length, context].
 *
 * @param options.groups of the normalisation; 0 for none
 */
export function imageAttention(
  name: string,
  channels: number,
  { groups, epsilon, ...options }: AttentionOptions & { groups: number; epsilon?: number },
): Module<readonly [x: tf.Tensor, context?: Context]> {
  const norm =
    groups === 0 ? undefined : groupNormalisation(`${name}/norm`, channels, groups, epsilon);
  const inner = attention(name, channels, options);
  return {
    parameters: parametersOf([norm, inner]),
    apply: (weights, x, context) => {
      const [n = 0, height = 0, width = 0] = x.shape;
      const normalised = norm?.apply(weights, x) ?? x;
      const pixels = shaped(normalised, [n, height * width, channels]);
      return tf.add(x, shaped(inner.apply(weights, pixels, context), x.shape));
    },
  };
}
