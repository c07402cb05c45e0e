import * as tf from '@tensorflow/tfjs-core';
import { type Check, read, requireNear, tensor, waves } from './check.ts';
import { convolved, enlarged, pooled, transposed } from './images.ts';

type Shape4 = [number, number, number, number];

/** An operation that is linear in each of its inputs, but for a constant. */
interface Multilinear {
  readonly name: string;
  readonly shapes: readonly (readonly number[])[];
  readonly run: (...inputs: tf.Tensor[]) => tf.Tensor;
  readonly exact: (...inputs: Float64Array[]) => Float64Array;
}

const convolution = (kernel: [number, number], strides: [number, number]): Multilinear => {
  const [image, filter]: [Shape4, Shape4] = [
    [2, 4, 6, 2],
    [...kernel, 2, 3],
  ];
  return {
    name: `conv2d, kernel ${kernel.join(' x ')}, strides ${strides.join(', ')}`,
    shapes: [image, filter],
    run: (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, 'same'),
    exact: (x = new Float64Array(), w = new Float64Array()) =>
      convolved(x, image, w, filter, strides),
  };
};
const wide: Shape4 = [1, 4, 6, 2];
const none = new Float64Array();
const picks = [2, 0, 2, 1];

/** What a U-Net is made of, but for activations and norms, which are among the derivatives. */
const operations: readonly Multilinear[] = [
  convolution([3, 3], [1, 1]),
  convolution([3, 3], [2, 2]),
  convolution([1, 1], [2, 2]),
  convolution([1, 3], [2, 1]),
  convolution([3, 2], [1, 3]),
  {
    name: 'conv2dTranspose, strides 2',
    shapes: [
      [1, 2, 3, 3],
      [3, 3, 2, 3],
    ],
    run: (y, w) => tf.conv2dTranspose(y as tf.Tensor4D, w as tf.Tensor4D, wide, 2, 'same'),
    exact: (y = none, w = none) => transposed(y, wide, w, [3, 3, 2, 3], [2, 2]),
  },
  {
    name: 'avgPool of 2 x 2',
    shapes: [wide],
    run: (x) => tf.avgPool(x as tf.Tensor4D, 2, 2, 'valid'),
    exact: (x = none) => pooled(x, wide),
  },
  {
    name: 'resizeNearestNeighbor to twice the size',
    shapes: [[1, 2, 3, 2]],
    run: (x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [4, 6]),
    exact: (x = none) => enlarged(x, [1, 2, 3, 2]),
  },
  {
    name: 'gather',
    shapes: [[3, 2]],
    run: (x) => tf.gather(x, tf.tensor1d(picks, 'int32')),
    exact: (x = none) =>
      Float64Array.from(picks.flatMap((pick) => [...x.subarray(2 * pick, 2 * pick + 2)])),
  },
  {
    name: 'concat of channels',
    shapes: [
      [2, 3],
      [2, 1],
    ],
    run: (a, b) => tf.concat([a as tf.Tensor, b as tf.Tensor], 1),
    exact: (a = none, b = none) =>
      Float64Array.of(...a.subarray(0, 3), ...b.subarray(0, 1), ...a.subarray(3), ...b.subarray(1)),
  },
  {
    name: 'pad',
    shapes: [[2, 2]],
    run: (x) =>
      tf.pad(x, [
        [1, 0],
        [0, 1],
      ]),
    exact: (x = none) => Float64Array.of(0, 0, 0, ...x.subarray(0, 2), 0, ...x.subarray(2), 0),
  },
  ...[false, true].map(
    (isTransposed): Multilinear => ({
      name: `matMul of stacks${isTransposed ? ', transposed' : ''}`,
      shapes: [
        [2, 3, 4],
        [2, ...(isTransposed ? [2, 4] : [4, 2])],
      ],
      run: (a, b) => tf.matMul(a as tf.Tensor, b as tf.Tensor, false, isTransposed),
      exact: (a = none, b = none) =>
        new Float64Array(12).map((_, place) => {
          const [stack, row, column] = [Math.floor(place / 6), (place >> 1) % 3, place & 1];
          return [0, 1, 2, 3].reduce((sum, k) => {
            const at = isTransposed ? column * 4 + k : k * 2 + column;
            return sum + (a[stack * 12 + row * 4 + k] ?? 0) * (b[stack * 8 + at] ?? 0);
          }, 0);
        }),
    }),
  ),
];

/** Sums of at most 2 x 24 x 3 products of numbers up to 1, in float32. */
const tolerance = 144 * 20 * 2 ** -24;

/**
 * Kernels and their gradients are those of Float64Array: of an operation that is linear in an
 * input, element i of the gradient is <dy, F(e_i) - F(0)>.
 */
export const kernels: readonly Check[] = operations.map(({ name, shapes, run, exact }) => ({
  name: `kernels: ${name} and its gradients are those of Float64Array`,
  run: async () => {
    const inputs = shapes.map((shape, k) => waves(shape, k));
    const given = (): tf.Tensor[] => inputs.map((x, k) => tensor(x, shapes[k] ?? []));
    const expected = exact(...inputs);
    requireNear(name, await read(() => run(...given())), expected, tolerance);
    const dy = waves([expected.length], 7);
    for (const [k, input] of inputs.entries()) {
      const gradient = input.map((_, i) => {
        const unit = new Float64Array(input.length);
        unit[i] = 1;
        const along = exact(...inputs.map((x, j) => (j === k ? unit : x)));
        const still = exact(...inputs.map((x, j) => (j === k ? input.map(() => 0) : x)));
        return along.reduce((sum, v, o) => sum + (v - (still[o] ?? 0)) * (dy[o] ?? 0), 0);
      });
      const found = await read(() => {
        const y = run(...given());
        return tf.grads(run)(given(), tensor(dy, y.shape))[k] as tf.Tensor;
      });
      requireNear(`${name}, gradient in input ${k}`, found, gradient, tolerance);
    }
  },
}));
