import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { registerGradients, useBackend } from '../../src/backend/index.ts';
import { repairNativeConvolution } from '../../src/backend/nativeConvolution.ts';
import { InputError } from '../../src/errors/index.ts';

const isBuilt = await useBackend('native').then(
  () => true,
  (error) => {
    // native is built by whoever wants it
    if (error instanceof InputError) return false;
    throw error;
  },
);

const waves = (shape: readonly number[]): tf.Tensor4D =>
  tf.tensor<tf.Rank>(
    Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, (_, i) =>
      Math.sin(12.9898 * (i + 1)),
    ),
    [...shape],
  ) as tf.Tensor4D;

/** What `make` gives on a backend, as numbers. */
async function on(backend: 'cpu' | 'native', make: () => tf.Tensor[]): Promise<Float32Array[]> {
  await useBackend(backend);
  const before = tf.memory().numTensors;
  const made = tf.tidy(make);
  const values = await Promise.all(made.map((y) => y.data<'float32'>()));
  tf.dispose(made);
  expect(tf.memory().numTensors).toBe(before);
  return values;
}

const small = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });

describe.skipIf(!isBuilt)('on native', () => {
  beforeAll(registerGradients);

  test('gradients of convolutions, to second order, are those of the cpu backend', async () => {
    const convolution = fc.record({
      n: small(3),
      size: fc.tuple(fc.integer({ min: 5, max: 9 }), fc.integer({ min: 5, max: 9 })),
      channels: small(4),
      out: small(5),
      kernel: fc.tuple(small(4), small(4)),
      stride: small(2),
      pad: fc.constantFrom('same' as const, 'valid' as const),
    });
    await fc.assert(
      fc.asyncProperty(convolution, async ({ n, size, channels, out, kernel, stride, pad }) => {
        const make = (): tf.Tensor[] => {
          const x = waves([n, ...size, channels]);
          const w = waves([...kernel, channels, out]);
          const convolve = (image: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
            tf.conv2d(image as tf.Tensor4D, filter as tf.Tensor4D, stride, pad);
          const [dx, dw] = tf.grads(convolve)([x, w], waves(convolve(x, w).shape)) as [
            tf.Tensor,
            tf.Tensor,
          ];
          // of the slope in x, which is linear in the filter, the slope in the filter
          const slope = (filter: tf.Tensor): tf.Tensor =>
            tf.grad((image) => convolve(image, filter))(x, waves(convolve(x, w).shape));
          return [dx, dw, tf.grad(slope)(w, waves(x.shape))];
        };
        const [native, cpu] = [await on('native', make), await on('cpu', make)];
        for (const [k, values] of cpu.entries()) {
          expect(native[k]).toHaveLength(values.length);
          // sums of at most 3 x 9 x 9 products of numbers up to 1 and as many partial sums, in float32
          for (const [i, value] of values.entries()) {
            expect(Math.abs((native[k]?.[i] ?? Number.NaN) - value)).toBeLessThan(
              243 * 20 * 2 ** -24,
            );
          }
        }
      }),
      { seed: 35, numRuns: 60 },
    );
  });

  test('kernels of convolutions are replaced once', async () => {
    await useBackend('native');
    const kernels = (): unknown[] =>
      ['Conv2DBackpropInput', 'Conv2DBackpropFilter'].map(
        (name) => tf.getKernel(name, 'tensorflow')?.kernelFunc,
      );
    const before = kernels();
    repairNativeConvolution();
    expect(kernels()).toEqual(before);
  });
});
