import * as tf from '@tensorflow/tfjs-core';
import { gelu } from '../../src/smooth/index.ts';
import { attention } from './attention.ts';
import { layerNormalisation } from './layerNormalisation.ts';
import { linear } from './linear.ts';
import { type Module, parametersOf } from './module.ts';

/**
 * A block of a transformer on sequences [n, length, width], its normalisations before its layers:
 *
 *   h = x + attention(norm1(x)),   y = h + W2 gelu(W1 norm2(h) + b1) + b2,   W1 four times as wide
 *
 * At first it is the identity: the last layers of both terms are zero.
 *
 * @param heads of the attention; they divide the width
 * @see Vaswani et al. (2017), arXiv:1706.03762; Xiong et al. (2020), arXiv:2002.04745, on where the normalisations stand
 */
export function transformerBlock(
  name: string,
  width: number,
  heads: number,
): Module<readonly [x: tf.Tensor, bias?: tf.Tensor]> {
  const norm1 = layerNormalisation(`${name}/norm1`, width);
  const looks = attention(`${name}/attention`, width, { heads });
  const norm2 = layerNormalisation(`${name}/norm2`, width);
  const inner = linear(`${name}/inner`, width, 4 * width);
  const out = linear(`${name}/out`, 4 * width, width, { gain: 0 });
  return {
    parameters: parametersOf([norm1, looks, norm2, inner, out]),
    apply: (weights, x, bias) => {
      const sequence = norm1.apply(weights, x);
      const h = tf.add(x, looks.apply(weights, sequence, { sequence, bias }));
      return tf.add(h, out.apply(weights, gelu(inner.apply(weights, norm2.apply(weights, h)))));
    },
  };
}
