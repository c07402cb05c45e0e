/**
 * Why: the wasm backend has no kernel UnsortedSegmentSum, which is the gradient of tf.gather, so an embedding cannot be trained
 * there: "Kernel 'UnsortedSegmentSum' not registered for backend 'wasm'". Upstream: tensorflow/tfjs issue 8082, open; so up to
 * 4.22. Where a kernel of that name is registered, it is left alone.
 */
import * as tf from '@tensorflow/tfjs-core';

/** Row s of the result is the sum of the rows of x whose segment is s; a segment below 0 goes nowhere. */
function segmentSum(x: tf.Tensor, segments: tf.Tensor1D, count: number): tf.Tensor {
  const [rows = 0, ...rest] = x.shape;
  const flat = tf.reshape<tf.Rank.R2>(x, [rows, x.size / Math.max(rows, 1)]);
  const belongs = tf.equal(tf.reshape(segments, [rows, 1]), tf.range(0, count, 1, 'int32'));
  return tf.reshape(tf.matMul(tf.cast(belongs, 'float32'), flat, true, false), [count, ...rest]);
}

/** Lets tf.gather train on the wasm backend; does nothing where it already does. */
export function repairWasmSegmentSum(): void {
  if (tf.getKernel('UnsortedSegmentSum', 'wasm') !== undefined) return;
  tf.registerKernel({
    kernelName: 'UnsortedSegmentSum',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { x, segmentIds } = inputs as { x: tf.Tensor; segmentIds: tf.Tensor1D };
      const { numSegments } = attrs as unknown as { numSegments: number };
      return tf.tidy(() => segmentSum(x, segmentIds, numSegments));
    },
  });
}
