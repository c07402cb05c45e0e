/**
 * Why: the wasm backend's Conv2DBackpropInput is a plain loop, ten times as slow as the convolution whose gradient it is
 * (of 16 images of 28 x 28 x 64 with a filter of 3 x 3: 900 ms beside 80). Upstream: none known; so up to 4.22. Later releases are
 * left as they are.
 *
 * It is computed as a convolution (convolutionGradients.ts). Transposed convolutions are the same kernel.
 */
import * as tf from '@tensorflow/tfjs-core';
import {
  type ConvolutionAttributes,
  convolutionInfo,
  inputGradient,
} from './convolutionGradients.ts';
import { isKnownRelease } from './wasmRelease.ts';

type Shape4 = [number, number, number, number];

const repaired = new WeakSet<tf.KernelFunc>();

/** Makes the gradient of a convolution's input as fast as the convolution; does nothing the second time. */
export function repairWasmInputGradient(version: string): void {
  if (!isKnownRelease(version)) return;
  const kernel = tf.getKernel('Conv2DBackpropInput', 'wasm');
  if (kernel === undefined || repaired.has(kernel.kernelFunc)) return;
  const kernelFunc: tf.KernelFunc = (args) => {
    const attributes = args.attrs as unknown as ConvolutionAttributes & { inputShape: Shape4 };
    if (attributes.dataFormat === 'NCHW') return kernel.kernelFunc(args);
    const { dy, filter } = args.inputs as { dy: tf.Tensor4D; filter: tf.Tensor4D };
    const info = convolutionInfo(attributes.inputShape, filter.shape, attributes);
    return tf.tidy(() => inputGradient(dy, filter, info)) ?? kernel.kernelFunc(args);
  };
  repaired.add(kernelFunc);
  tf.unregisterKernel('Conv2DBackpropInput', 'wasm');
  tf.registerKernel({ ...kernel, kernelFunc });
}
