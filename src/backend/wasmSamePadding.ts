/**
 * Why: on the wasm backend a convolution with padding 'same' is silently all zeros where a stride is wider than the kernel and
 * leaves the last pixels out, as a kernel of 1 x 3 with strides 2 does. Upstream: tensorflow/tfjs issues 8405 and 6629, both
 * open; so up to 4.22. Later releases are left as they are.
 *
 * The padding that 'same' stands for is given as numbers instead.
 */
import * as tf from '@tensorflow/tfjs-core';
import { isKnownRelease } from './wasmRelease.ts';

interface ConvolutionAttributes {
  readonly strides: number | [number, number];
  readonly dilations: number | [number, number];
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dataFormat?: 'NHWC' | 'NCHW';
}
type Shape4 = [number, number, number, number];

const kernels = ['Conv2D', 'FusedConv2D', 'DepthwiseConv2dNative', 'FusedDepthwiseConv2D'];
const repaired = new WeakSet<tf.KernelFunc>();

/** The padding 'same' in numbers: before and after, rows and columns. */
function explicit(
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  { strides, dilations }: ConvolutionAttributes,
): tf.backend_util.ExplicitPadding {
  const shapes = [x.shape as Shape4, filter.shape as Shape4] as const;
  // the last two sizes of a filter do not matter to its padding; those of a depthwise one do not match the input's
  const over: Shape4 = [shapes[1][0], shapes[1][1], shapes[0][3], 1];
  const { padInfo } = tf.backend_util.computeConv2DInfo(
    shapes[0],
    over,
    strides,
    dilations,
    'same',
  );
  return [
    [0, 0],
    [padInfo.top, padInfo.bottom],
    [padInfo.left, padInfo.right],
    [0, 0],
  ];
}

/** Makes padding 'same' mean on the wasm backend what it means elsewhere; does nothing the second time. */
export function repairWasmSamePadding(version: string): void {
  if (!isKnownRelease(version)) return;
  for (const kernelName of kernels) {
    const kernel = tf.getKernel(kernelName, 'wasm');
    if (kernel === undefined || repaired.has(kernel.kernelFunc)) continue;
    const kernelFunc: tf.KernelFunc = ({ inputs, attrs, backend }) => {
      const given = attrs as unknown as ConvolutionAttributes;
      if (given.pad !== 'same' || given.dataFormat === 'NCHW') {
        return kernel.kernelFunc({ inputs, attrs: attrs as tf.NamedAttrMap, backend });
      }
      const pad = explicit(inputs.x as tf.TensorInfo, inputs.filter as tf.TensorInfo, given);
      return kernel.kernelFunc({
        inputs,
        attrs: { ...attrs, pad } as unknown as tf.NamedAttrMap,
        backend,
      });
    };
    repaired.add(kernelFunc);
    tf.unregisterKernel(kernelName, 'wasm');
    tf.registerKernel({ ...kernel, kernelFunc });
  }
}
