/**
 * Why: the wasm backend has no kernel Conv2DBackpropFilter, so neither convolutions nor transposed ones can be trained there:
 * "Kernel 'Conv2DBackpropFilter' not registered for backend 'wasm'". Upstream: tensorflow/tfjs issue 8474, open; so up to 4.22.
 * Where a kernel of that name is registered, it is left alone.
 *
 * The gradient of a filter is, for each of its k x k places, the product of the input under that place with the gradient of the
 * output: k x k matrix products, which the backend does fast. TensorFlow.js asks for it without dilation and, on every backend
 * but native, with channels last.
 */
import * as tf from '@tensorflow/tfjs-core';

interface ConvolutionAttributes {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly filterShape: [number, number, number, number];
}

type Tensor4 = [number, number, number, number];

/** Gradient of the filter [kh, kw, in, out] from x [n, h, w, in] and dy [n, oh, ow, out]. */
function filterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  attributes: ConvolutionAttributes,
): tf.Tensor {
  const { strides, pad, dimRoundingMode, filterShape } = attributes;
  const [kh, kw, channels, out] = filterShape;
  const info = tf.backend_util.computeConv2DInfo(
    x.shape,
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const { outHeight, outWidth, strideHeight, strideWidth, batchSize, padInfo } = info;
  const { top, bottom, left, right } = padInfo;
  const padded = tf.pad(x, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]);
  const rows = batchSize * outHeight * outWidth;
  const slopes = tf.reshape<tf.Rank.R2>(dy, [rows, out]);
  const places = Array.from({ length: kh * kw }, (_, place) => {
    const [i, j] = [Math.floor(place / kw), place % kw];
    const end: Tensor4 = [
      batchSize,
      i + (outHeight - 1) * strideHeight + 1,
      j + (outWidth - 1) * strideWidth + 1,
      channels,
    ];
    const under = tf.stridedSlice(padded, [0, i, j, 0], end, [1, strideHeight, strideWidth, 1]);
    return tf.matMul(tf.reshape<tf.Rank.R2>(under, [rows, channels]), slopes, true, false);
  });
  return tf.reshape(tf.stack(places), filterShape);
}

/** Lets convolutions train on the wasm backend; does nothing where they already do. */
export function repairWasmConvolution(): void {
  if (tf.getKernel('Conv2DBackpropFilter', 'wasm') !== undefined) return;
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const attributes = attrs as unknown as ConvolutionAttributes;
      if (attributes.dataFormat === 'NCHW') {
        throw new Error('Conv2DBackpropFilter on wasm: channels last only');
      }
      const { x, dy } = inputs as { x: tf.Tensor4D; dy: tf.Tensor4D };
      return tf.tidy(() => filterGradient(x, dy, attributes));
    },
  });
}
