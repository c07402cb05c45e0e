/**
 * Why: the wasm backend has no kernel Conv2DBackpropFilter, so neither convolutions nor transposed ones can be trained there:
 * "Kernel 'Conv2DBackpropFilter' not registered for backend 'wasm'". Upstream: tensorflow/tfjs issue 8474, open; so up to 4.22.
 * Where a kernel of that name is registered, it is left alone.
 *
 * The gradient of a filter is a convolution too (convolutionGradients.ts); that of a filter of one pixel is a product of matrices.
 * TensorFlow.js asks for it without dilation and, on every backend but native, with channels last.
 */
import * as tf from '@tensorflow/tfjs-core';
import {
  type ConvolutionAttributes,
  convolutionInfo,
  filterGradient,
} from './convolutionGradients.ts';

type Shape4 = [number, number, number, number];

/** Of a filter [1, 1, in, out] without padding: the product of the input with dy. */
function pixelGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  { strideHeight, strideWidth, inChannels, outChannels }: tf.backend_util.Conv2DInfo,
): tf.Tensor {
  const strides = [1, strideHeight, strideWidth, 1];
  const seen =
    strideHeight * strideWidth === 1 ? x : tf.stridedSlice(x, [0, 0, 0, 0], x.shape, strides);
  const rows = tf.reshape<tf.Rank.R2>(seen, [dy.size / outChannels, inChannels]);
  const slopes = tf.reshape<tf.Rank.R2>(dy, [dy.size / outChannels, outChannels]);
  return tf.reshape(tf.matMul(rows, slopes, true, false), [1, 1, inChannels, outChannels]);
}

/** Lets convolutions train on the wasm backend; does nothing where they already do. */
export function repairWasmConvolution(): void {
  if (tf.getKernel('Conv2DBackpropFilter', 'wasm') !== undefined) return;
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const attributes = attrs as unknown as ConvolutionAttributes & { filterShape: Shape4 };
      if (attributes.dataFormat === 'NCHW') {
        throw new Error('Conv2DBackpropFilter on wasm: channels last only');
      }
      const { x, dy } = inputs as { x: tf.Tensor4D; dy: tf.Tensor4D };
      const info = convolutionInfo(x.shape, attributes.filterShape, attributes);
      const { filterHeight, filterWidth, padInfo } = info;
      const { top, bottom, left, right } = padInfo;
      const isPixel = filterHeight * filterWidth === 1 && top + bottom + left + right === 0;
      return tf.tidy(() => (isPixel ? pixelGradient : filterGradient)(x, dy, info));
    },
  });
}
