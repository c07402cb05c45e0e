import * as tf from '@tensorflow/tfjs-core';
import { type Module, weightOf } from './module.ts';

/** How a {@link convolution} runs over an image. */
export interface ConvolutionOptions {
  /** Pixels along a side of the kernel, odd; 3 by default. */
  readonly size?: number;
  /** 1 by default. With 2 the image shrinks to half. */
  readonly stride?: 1 | 2;
  /**
   * Where an image that shrinks is filled up with zeros: 'around' it by half the kernel, as PyTorch does, or 'after' it, right and
   * below, as TensorFlow does.
   */
  readonly padding?: 'around' | 'after';
  /** Of the spread 1 / sqrt(products of a sum) that its weights start with; 0 for zeros. 1 by default. */
  readonly gain?: number;
}

/** A convolution with bias: [n, height, width, inputs] to [n, height / stride, width / stride, outputs]. */
export function convolution(
  name: string,
  inputs: number,
  outputs: number,
  { size = 3, stride = 1, padding = 'around', gain = 1 }: ConvolutionOptions = {},
): Module {
  const half = (size - 1) / 2;
  const sides: [number, number] = padding === 'around' ? [half, half] : [0, size - stride];
  return {
    parameters: {
      [`${name}/weight`]: {
        shape: [size, size, inputs, outputs],
        sd: gain / Math.sqrt(size ** 2 * inputs),
      },
      [`${name}/bias`]: { shape: [outputs], sd: 0 },
    },
    apply: (weights, x) => {
      const weight = weightOf<tf.Tensor4D>(weights, `${name}/weight`);
      const image = x as tf.Tensor4D;
      const y =
        stride === 1
          ? tf.conv2d(image, weight, 1, 'same')
          : tf.conv2d(tf.pad(image, [[0, 0], sides, sides, [0, 0]]), weight, stride, 'valid');
      return tf.add(y, weightOf(weights, `${name}/bias`));
    },
  };
}
