import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { registerGradients, useBackend } from '../../src/backend/index.ts';
import { repairWasmConvolution } from '../../src/backend/wasmConvolution.ts';
import { repairWasmInputGradient } from '../../src/backend/wasmInputGradient.ts';
import { repairWasmMatMul } from '../../src/backend/wasmMatMul.ts';
import { repairWasmSamePadding } from '../../src/backend/wasmSamePadding.ts';
import { repairWasmSegmentSum } from '../../src/backend/wasmSegmentSum.ts';

const filled = (shape: number[]): tf.Tensor =>
  tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) =>
      Math.sin(12.9898 * (i + 1)),
    ),
    shape,
  );

/** What `make` gives on a backend, as numbers; it leaves no tensor and no memory behind. */
async function on(backend: 'cpu' | 'wasm', make: () => tf.Tensor[]): Promise<number[][]> {
  await useBackend(backend);
  const [before, dataIds] = [tf.memory(), tf.engine().backend.numDataIds()];
  const made = tf.tidy(make);
  const values = await Promise.all(made.map(async (y) => Array.from(await y.data())));
  tf.dispose(made);
  expect(tf.memory().numTensors).toBe(before.numTensors);
  expect(tf.memory().numBytes).toBe(before.numBytes);
  expect(tf.engine().backend.numDataIds()).toBe(dataIds);
  return values;
}

async function agree(make: () => tf.Tensor[], tolerance: number): Promise<void> {
  const [wasm, cpu] = [await on('wasm', make), await on('cpu', make)];
  for (const [k, values] of cpu.entries()) {
    expect(wasm[k]).toHaveLength(values.length);
    for (const [i, value] of values.entries()) {
      expect(Math.abs((wasm[k]?.[i] ?? Number.NaN) - value)).toBeLessThan(tolerance);
    }
  }
}

beforeAll(async () => {
  await useBackend('wasm');
  await registerGradients();
});

const small = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });

test('products on wasm, transposed or not, broadcast or not, are those of the cpu backend', async () => {
  const shape = fc.record({
    batch: fc.array(small(3), { maxLength: 2 }),
    single: fc.constantFrom('a', 'b', 'neither'),
    m: small(30),
    k: small(40),
    n: small(30),
    transposeA: fc.boolean(),
    transposeB: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(shape, async ({ batch, single, m, k, n, transposeA, transposeB }) => {
      const outer = (name: string): number[] => (single === name ? batch.map(() => 1) : batch);
      // sums of at most 40 products of numbers up to 1 in float32: 41 roundings of partial sums up to 40
      await agree(
        () => {
          const a = filled([...outer('a'), ...(transposeA ? [k, m] : [m, k])]);
          const b = filled([...outer('b'), ...(transposeB ? [n, k] : [k, n])]);
          return [tf.matMul(a, b, transposeA, transposeB)];
        },
        41 * 40 * 2 ** -24,
      );
    }),
    { seed: 30, numRuns: 80 },
  );
});

const convolution = fc
  .record({
    n: small(3),
    size: fc.tuple(fc.integer({ min: 5, max: 9 }), fc.integer({ min: 5, max: 9 })),
    channels: small(4),
    out: small(5),
    kernel: fc.tuple(small(4), small(4)),
    strides: fc.tuple(small(3), small(3)),
    pad: fc.constantFrom('same', 'valid', 'one', 'uneven'),
  })
  // with a number as padding TensorFlow.js takes the height's kernel and stride for both, on every backend
  .map(({ kernel, strides, ...rest }) => {
    const alike = ([first]: [number, number]): [number, number] => [first, first];
    if (rest.pad !== 'one') return { ...rest, kernel, strides };
    return { ...rest, kernel: alike(kernel), strides: alike(strides) };
  });
type Padding = 'same' | 'valid' | number | tf.backend_util.ExplicitPadding;
const paddings: Readonly<Record<string, Padding>> = {
  same: 'same',
  valid: 'valid',
  one: 1,
  uneven: [
    [0, 0],
    [2, 1],
    [0, 3],
    [0, 0],
  ],
};

test('convolutions on wasm and their gradients, in input and filter, are those of the cpu backend', async () => {
  await fc.assert(
    fc.asyncProperty(convolution, async ({ n, size, channels, out, kernel, strides, pad }) => {
      // sums of at most 3 x 9 x 9 products of numbers up to 1 and as many partial sums, in float32
      await agree(
        () => {
          const x = filled([n, ...size, channels]);
          const w = filled([...kernel, channels, out]);
          const convolve = (image: tf.Tensor, filter: tf.Tensor): tf.Tensor => {
            const [from, by] = [image as tf.Tensor4D, filter as tf.Tensor4D];
            const rounding = typeof paddings[pad] === 'string' ? undefined : 'floor';
            return tf.conv2d(from, by, strides, paddings[pad] ?? 0, 'NHWC', 1, rounding);
          };
          const y = convolve(x, w);
          return [y, ...tf.grads(convolve)([x, w], filled(y.shape))];
        },
        243 * 20 * 2 ** -24,
      );
    }),
    { seed: 33, numRuns: 80 },
  );
});

test("dilated and depthwise convolutions on wasm with padding 'same' are those of the cpu backend", async () => {
  const shape = fc.record({
    size: fc.tuple(small(8), small(8)),
    channels: small(3),
    out: small(3),
    kernel: fc.tuple(small(3), small(3)),
    strides: fc.tuple(small(3), small(3)),
    dilations: fc.tuple(small(2), small(2)),
  });
  await fc.assert(
    fc.asyncProperty(shape, async ({ size, channels, out, kernel, strides, dilations }) => {
      // TensorFlow.js takes a stride or a dilation, not both
      const both = dilations[0] * dilations[1] === 1 ? strides : 1;
      const make = (): tf.Tensor[] => {
        const x = filled([2, ...size, channels]) as tf.Tensor4D;
        const w = filled([...kernel, channels, out]) as tf.Tensor4D;
        return [
          tf.conv2d(x, w, both, 'same', 'NHWC', dilations),
          tf.depthwiseConv2d(x, w, both, 'same', 'NHWC', dilations),
          tf.fused.conv2d({ x, filter: w, strides: both, pad: 'same', dilations }),
        ];
      };
      // sums of at most 3 x 3 x 3 products of numbers up to 1
      await agree(make, 27 * 27 * 2 ** -24);
    }),
    { seed: 36, numRuns: 80 },
  );
});

test('transposed convolutions on wasm train as on the cpu backend', async () => {
  await fc.assert(
    fc.asyncProperty(convolution, async ({ n, size, channels, out, kernel, strides, pad }) => {
      fc.pre(pad === 'same' || pad === 'valid');
      await agree(
        () => {
          const wide = size.map((length, axis) => {
            const [by = 1, over = 1] = [strides[axis], kernel[axis]];
            return pad === 'same' ? length * by : (length - 1) * by + over;
          }) as [number, number];
          const x = filled([n, ...size, channels]);
          const w = filled([...kernel, out, channels]);
          const convolve = (image: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
            tf.conv2dTranspose(
              image as tf.Tensor4D,
              filter as tf.Tensor4D,
              [n, ...wide, out],
              strides,
              pad as 'same' | 'valid',
            );
          const y = convolve(x, w);
          return [y, ...tf.grads(convolve)([x, w], filled(y.shape))];
        },
        243 * 20 * 2 ** -24,
      );
    }),
    { seed: 34, numRuns: 40 },
  );
});

test('gathered rows on wasm train as on the cpu backend', async () => {
  const shape = fc.record({
    rows: small(6),
    rest: fc.array(small(4), { maxLength: 2 }),
    picks: fc.array(fc.nat(100), { minLength: 1, maxLength: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(shape, async ({ rows, rest, picks }) => {
      // sums of at most 12 numbers up to 1
      await agree(
        () => {
          const at = tf.tensor1d(
            picks.map((pick) => pick % rows),
            'int32',
          );
          const gather = (x: tf.Tensor): tf.Tensor => tf.gather(x, at);
          return [tf.grad(gather)(filled([rows, ...rest]), filled([picks.length, ...rest]))];
        },
        12 * 12 * 2 ** -24,
      );
    }),
    { seed: 35, numRuns: 40 },
  );
});

describe('each repair steps aside', () => {
  const undone: (() => void)[] = [];
  afterEach(() => {
    for (const undo of undone.splice(0)) undo();
  });
  /** Puts a kernel of its own in the place of wasm's for the length of a test. */
  const upstream = (kernelName: string): tf.KernelFunc => {
    const own = tf.getKernel(kernelName, 'wasm');
    const kernelFunc: tf.KernelFunc = () => {
      throw new Error('not run');
    };
    if (own !== undefined) tf.unregisterKernel(kernelName, 'wasm');
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
    undone.push(() => {
      tf.unregisterKernel(kernelName, 'wasm');
      if (own !== undefined) tf.registerKernel(own);
    });
    return kernelFunc;
  };
  const current = (kernelName: string): tf.KernelFunc | undefined =>
    tf.getKernel(kernelName, 'wasm')?.kernelFunc;

  test.for([
    ['Conv2DBackpropFilter', repairWasmConvolution],
    ['UnsortedSegmentSum', repairWasmSegmentSum],
  ] as const)('%s is left alone where it is there', ([kernelName, repair]) => {
    const theirs = upstream(kernelName);
    repair();
    expect(current(kernelName)).toBe(theirs);
  });

  test.for([
    ['BatchMatMul', repairWasmMatMul],
    ['Conv2D', repairWasmSamePadding],
    ['DepthwiseConv2dNative', repairWasmSamePadding],
    ['Conv2DBackpropInput', repairWasmInputGradient],
  ] as const)('%s is left alone from the next release on, and repaired once', ([name, repair]) => {
    const theirs = upstream(name);
    for (const version of ['4.23.0', '5.0.0']) {
      repair(version);
      expect(current(name)).toBe(theirs);
    }
    repair('4.22.0');
    const repaired = current(name);
    expect(repaired).not.toBe(theirs);
    repair('4.22.0');
    expect(current(name)).toBe(repaired);
  });
});
