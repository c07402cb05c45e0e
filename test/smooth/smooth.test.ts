import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { registerGradients, useBackend } from '../../src/backend/index.ts';
import * as smooth from '../../src/smooth/index.ts';

// That the operations have the derivatives of their formulas is in test/contract, on every backend.

beforeAll(async () => {
  await useBackend('cpu');
  await registerGradients();
});

type Operation = (x: tf.Tensor) => tf.Tensor;
const image = (x: tf.Tensor): tf.Tensor4D => tf.reshape(x, [-1, 2, 2, 1]) as tf.Tensor4D;
const filter = (): tf.Tensor4D => tf.ones([2, 2, 1, 1]);

const { abs, acos, asin, asinh, atan, atanh, cos, cosh, elu, erf, exp, expm1, log, log1p } = tf;
const { neg, reciprocal, relu, relu6, rsqrt, selu, sigmoid, sin, sinh, softplus, sqrt, tan } = tf;
const elements = {
  ...{ abs, acos, asin, asinh, atan, atanh, cos, cosh, elu, erf, exp, expm1, log, log1p },
  ...{ neg, reciprocal, relu, relu6, rsqrt, selu, sigmoid, sin, sinh, softplus, sqrt, tan },
  tanh: tf.tanh,
  square: tf.square,
  leakyRelu: (x: tf.Tensor) => tf.leakyRelu(x),
  softmax: (x: tf.Tensor) => tf.softmax(x),
  logSoftmax: (x: tf.Tensor) => tf.logSoftmax(x),
  pow: (x: tf.Tensor) => tf.pow(x, 2.5),
  div: (x: tf.Tensor) => tf.div(1, x),
  clipByValue: (x: tf.Tensor) => tf.clipByValue(x, 0.2, 0.7),
  minimum: (x: tf.Tensor) => tf.minimum(x, 0.5),
  maximum: (x: tf.Tensor) => tf.maximum(x, 0.5),
  cumsum: (x: tf.Tensor) => tf.cumsum(x, 1),
};
const arrays: Readonly<Record<string, Operation>> = {
  sum: (x) => tf.sum(x, 1),
  mean: (x) => tf.mean(x, 1),
  max: (x) => tf.max(x, 1),
  min: (x) => tf.min(x, 1),
  logSumExp: (x) => tf.logSumExp(x, 1),
  concat: (x) => tf.concat([x, x], 1),
  gather: (x) => tf.gather(x, tf.tensor1d([0, 2, 2], 'int32'), 1),
  matMul: (x) => tf.matMul(x, x, false, true),
  conv2d: (x) => tf.conv2d(image(x), filter(), 1, 'same'),
  conv2dTranspose: (x) => tf.conv2dTranspose(image(x), filter(), [3, 4, 4, 1], 2, 'same'),
  depthwiseConv2d: (x) => tf.depthwiseConv2d(image(x), filter(), 1, 'same'),
  avgPool: (x) => tf.avgPool(image(x), 2, 1, 'valid'),
  maxPool: (x) => tf.maxPool(image(x), 2, 1, 'valid'),
  resizeNearestNeighbor: (x) => tf.image.resizeNearestNeighbor(image(x), [4, 4]),
  resizeBilinear: (x) => tf.image.resizeBilinear(image(x), [4, 4]),
};
const {
  lostDerivative,
  operation: _,
  averagePool,
  upsample,
  groupNorm,
  stopGradient,
  ...own
} = smooth;
const ours: Readonly<Record<string, Operation>> = {
  ...own,
  averagePool: (x) => averagePool(image(x)),
  upsample: (x) => upsample(image(x)),
  groupNorm: (x) => groupNorm(x, 1),
};

/** Away from the kinks of what is tested, at 0.2, 0.5 and 0.7. */
const at = Float32Array.from({ length: 12 }, (_, i) => 0.5 + 0.4 * Math.sin(1.3 * i + 0.7));
const along = Float32Array.from({ length: 12 }, (_, i) => Math.cos(2.3 * i));
const rows = (values: Float32Array): tf.Tensor => tf.tensor2d(values, [3, 4]);
const number = (make: () => tf.Tensor): number =>
  tf.tidy(() => make().dataSync<'float32'>()[0] as number);

/** The slope along a line of a scalar that is not linear in the operation. */
const slopeOf =
  (operation: Operation) =>
  (x: tf.Tensor): tf.Tensor => {
    const energy = (v: tf.Tensor): tf.Tensor => {
      const y = operation(v);
      return tf.sum(tf.mul(tf.square(y), tf.sin(tf.reshape(tf.range(1, y.size + 1), y.shape))));
    };
    return tf.sum(tf.mul(tf.grad(energy)(x), rows(along)));
  };

/** The curvature by fourth-order differences of slopes in float32. */
function differences(operation: Operation): number {
  const h = 2 ** -6;
  const slopeAt = (step: number): number =>
    number(() => slopeOf(operation)(rows(at.map((v, i) => v + step * (along[i] as number)))));
  return (8 * (slopeAt(h) - slopeAt(-h)) - slopeAt(2 * h) + slopeAt(-2 * h)) / (12 * h);
}

const named = [
  ...Object.entries(elements).map(([name, run]) => [`TensorFlow.js's ${name}`, run] as const),
  ...Object.entries(arrays).map(([name, run]) => [`TensorFlow.js's ${name}`, run] as const),
  ...Object.entries(ours).map(([name, run]) => [`our ${name}`, run] as const),
];

test.for(named)(
  '%s: the curvature is wrong or missing if and only if the check says so',
  ([name, run]) => {
    const operation = run as Operation;
    let lost: smooth.LostDerivative | undefined;
    const slope = (x: tf.Tensor): tf.Tensor => {
      const derivative = slopeOf(operation)(x);
      lost = lostDerivative([x], derivative);
      return derivative;
    };
    const curvature = (): number =>
      number(() => tf.sum(tf.mul(tf.grad(slope)(rows(at)), rows(along))));
    // slopes of up to 100 rounded to 2^-22 make their differences good to 100 2^-22 / h = 2e-3; an error of TensorFlow.js is that of
    // leaving out a term of the size of the curvature
    const expected = differences(operation);
    const far = (found: number): number => Math.abs(found - expected) / (1 + Math.abs(expected));
    const before = tf.memory().numTensors;
    let found = Number.NaN;
    try {
      found = curvature();
    } catch (error) {
      expect((error as Error).message).toMatch(/^Cannot compute gradient/);
    }
    if (Number.isNaN(found)) expect(lost?.is).toBe('missing');
    else expect(lost?.is).toBe(far(found) < 0.01 ? undefined : 'wrong');
    if (lost === undefined) expect(tf.memory().numTensors).toBe(before);
    if (name.startsWith('our ')) expect(lost).toBeUndefined();
  },
);

test('where no second derivative is being taken, nothing is lost', () => {
  tf.tidy(() => {
    const x = rows(at);
    expect(lostDerivative([x], slopeOf(tf.tanh)(x))).toBeUndefined();
  });
});

test('what cannot be is named', () => {
  const x = (): tf.Tensor4D => tf.zeros([1, 3, 4, 6]);
  expect(() => tf.tidy(() => averagePool(x()))).toThrow(
    'average pool: factor must divide height and width, got 2 for 3 x 4',
  );
  expect(() => tf.tidy(() => upsample(x(), 0))).toThrow('factor must be a positive integer, got 0');
  expect(() => tf.tidy(() => groupNorm(x(), 4))).toThrow(
    'group norm: groups must divide the 6 channels, got 4',
  );
});

test('expm1 keeps its digits near 0', async () => {
  const near = Float32Array.of(1e-7, -3e-6, 2e-4, -0.01);
  for (const backend of ['wasm', 'cpu'] as const) {
    await useBackend(backend);
    const values = tf.tidy(() => smooth.expm1(tf.tensor1d(near)).dataSync<'float32'>());
    // a float32 function good to a few units in its last place; e^x - 1 taken apart keeps none at 1e-7
    for (const [i, x] of near.entries()) {
      expect(Math.abs((values[i] as number) / Math.expm1(x) - 1)).toBeLessThan(8 * 2 ** -24);
    }
  }
});

test('stopGradient is x, with no derivative', () => {
  const [value, slope] = tf.tidy(() => {
    const f = (x: tf.Tensor): tf.Tensor => tf.sum(tf.mul(tf.square(stopGradient(x)), tf.add(x, 2)));
    const x = tf.tensor1d([0.5, -3]);
    return [f(x), tf.grad(f)(x)].map((y) => [...y.dataSync<'float32'>()]);
  });
  // sum of c^2 (x + 2) with c = x held: its slope is c^2 alone
  expect(value).toEqual([0.25 * 2.5 - 9]);
  expect(slope).toEqual([0.25, 9]);
});
