/**
 * Why: TensorFlow computes the gradients of a convolution by way of matrices that hold each pixel once for each place of the
 * filter; convolutions, which it computes without them, are half again as fast at the sizes of U-Nets. Upstream: none known.
 *
 * So both gradients are computed as convolutions (convolutionGradients.ts) where the convolution has no strides; that of a filter
 * of one pixel, a product of matrices, and others are left as they are.
 */
import * as tf from '@tensorflow/tfjs-core';
import {
  type ConvolutionAttributes,
  convolutionInfo,
  filterGradient,
  inputGradient,
} from './convolutionGradients.ts';

type Shape4 = [number, number, number, number];
type Compute = (args: Parameters<tf.KernelFunc>[0]) => tf.Tensor | undefined;

const repaired = new WeakSet<tf.KernelFunc>();

/** Puts a kernel in place of one of TensorFlow's, which is used where `compute` gives nothing. */
function replace(kernelName: string, compute: Compute): void {
  const kernel = tf.getKernel(kernelName, 'tensorflow');
  if (kernel === undefined || repaired.has(kernel.kernelFunc)) return;
  const kernelFunc: tf.KernelFunc = (args) =>
    tf.tidy(() => compute(args)) ?? kernel.kernelFunc(args);
  repaired.add(kernelFunc);
  tf.unregisterKernel(kernelName, 'tensorflow');
  tf.registerKernel({ ...kernel, kernelFunc });
}

/** Whether it is one that is left alone. */
const isOther = ({ dataFormat, strides }: ConvolutionAttributes): boolean =>
  dataFormat === 'NCHW' || [strides].flat().some((stride) => stride !== 1);

/** Makes the gradients of convolutions faster on native; does nothing the second time. */
export function repairNativeConvolution(): void {
  replace('Conv2DBackpropInput', ({ inputs, attrs }) => {
    const attributes = attrs as unknown as ConvolutionAttributes & { inputShape: Shape4 };
    if (isOther(attributes)) return undefined;
    const { dy, filter } = inputs as { dy: tf.Tensor4D; filter: tf.Tensor4D };
    return inputGradient(
      dy,
      filter,
      convolutionInfo(attributes.inputShape, filter.shape, attributes),
    );
  });
  replace('Conv2DBackpropFilter', ({ inputs, attrs }) => {
    const attributes = attrs as unknown as ConvolutionAttributes & { filterShape: Shape4 };
    const [high, wide] = attributes.filterShape;
    if (isOther(attributes) || high * wide === 1) return undefined;
    const { x, dy } = inputs as { x: tf.Tensor4D; dy: tf.Tensor4D };
    return filterGradient(x, dy, convolutionInfo(x.shape, attributes.filterShape, attributes));
  });
}
