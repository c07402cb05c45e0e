import * as tf from '@tensorflow/tfjs-core';
import * as smooth from '../../src/smooth/index.ts';
import { type Check, read, requireNear, tensor, waves } from './check.ts';
import { convolved, enlarged, pooled } from './images.ts';

type Real = (x: number) => number;
type Vector = (x: Float64Array) => Float64Array;

/** Sixth-order central differences in float64: error h^6 f^(7)/140, below 1e-9 at h = 0.02. */
export function slopeOf(f: Real): Real {
  const h = 0.02;
  const pair = (x: number, k: number): number => f(x + k * h) - f(x - k * h);
  return (x) => (45 * pair(x, 1) - 9 * pair(x, 2) + pair(x, 3)) / (60 * h);
}

/** The series 2 / sqrt(pi) sum (-1)^n x^(2n+1) / (n! (2n+1)); for |x| below 3 its terms stay below e^9. */
function erf(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; n < 80; n++) {
    term *= -(x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}
const softplus: Real = (x) => Math.log1p(Math.exp(x));
const elu = (x: number, scale: number, steepness: number): number =>
  scale * (x > 0 ? x : steepness * Math.expm1(x));

const everywhere = [-2.8, -1.2, -0.4, 0.3, 0.7, 1.6, 2.9];
const positive = [0.7, 1.1, 1.6, 2.9];
const elementwise: readonly [string, smooth.Elementwise, Real, readonly number[]][] = [
  ['exp', smooth.exp, Math.exp, everywhere],
  ['expm1', smooth.expm1, Math.expm1, everywhere],
  ['sigmoid', smooth.sigmoid, (x) => 1 / (1 + Math.exp(-x)), everywhere],
  ['tanh', smooth.tanh, Math.tanh, everywhere],
  ['softplus', smooth.softplus, softplus, everywhere],
  ['erf', smooth.erf, erf, everywhere],
  ['silu', smooth.silu, (x) => x / (1 + Math.exp(-x)), everywhere],
  ['gelu', smooth.gelu, (x) => (x / 2) * (1 + erf(x / Math.SQRT2)), everywhere],
  ['mish', smooth.mish, (x) => x * Math.tanh(softplus(x)), everywhere],
  ['elu', smooth.elu, (x) => elu(x, 1, 1), everywhere],
  ['selu', smooth.selu, (x) => elu(x, 1.0507009873554805, 1.6732632423543772), everywhere],
  ['leakyRelu', smooth.leakyRelu, (x) => (x > 0 ? x : 0.2 * x), everywhere],
  ["TensorFlow.js's relu", tf.relu, (x) => Math.max(x, 0), everywhere],
  ["TensorFlow.js's square", tf.square, (x) => x * x, everywhere],
  ["TensorFlow.js's sin", tf.sin, Math.sin, everywhere],
  ["TensorFlow.js's cos", tf.cos, Math.cos, everywhere],
  ["TensorFlow.js's log", tf.log, Math.log, positive],
  ["TensorFlow.js's sqrt", tf.sqrt, Math.sqrt, positive],
  ["TensorFlow.js's rsqrt", tf.rsqrt, (x) => 1 / Math.sqrt(x), positive],
  ["TensorFlow.js's reciprocal", tf.reciprocal, (x) => 1 / x, positive],
];

const ofElements: readonly Check[] = elementwise.map(([name, operation, formula, points]) => ({
  name: `derivatives: ${name} has the value and the derivatives of its formula`,
  run: async () => {
    const slope = (at: tf.Tensor): tf.Tensor => tf.grad((v: tf.Tensor) => tf.sum(operation(v)))(at);
    const curvature = tf.grad((at: tf.Tensor) => tf.sum(slope(at)));
    const third = tf.grad((at: tf.Tensor) => tf.sum(curvature(at)));
    // float32: each is a handful of operations on numbers up to e^3 = 20, exp being good to 2^-21 on wasm, and on graphics cards
    // to 3 + 2 |x| units in the last place; sin and cos are good to 2^-11 there (WGSL, 15.7.4.1)
    const isCoarse =
      tf.getBackend().startsWith('webg') && (formula === Math.sin || formula === Math.cos);
    const tolerance = isCoarse ? 2 ** -11 : 20 * 8 * 2 ** -21;
    for (const [what, of, expected] of [
      ['value', operation, formula],
      ['slope', slope, slopeOf(formula)],
      ['curvature', curvature, slopeOf(slopeOf(formula))],
      ['third derivative', third, slopeOf(slopeOf(slopeOf(formula)))],
    ] as const) {
      // TensorFlow.js's own are used for the two they have; a curvature of 0 it takes for a constant, and refuses to derive
      const hasTwo = name.startsWith('TensorFlow') || name === 'leakyRelu';
      if (of === third && hasTwo) continue;
      const values = await read(() => of(tf.tensor1d([...points])));
      requireNear(`${name}, ${what}`, values, points.map(expected), tolerance);
    }
  },
}));

const farOut: Check = {
  name: 'derivatives: far from zero nothing overflows',
  run: async () => {
    for (const [name, operation] of elementwise) {
      if (name.startsWith('exp') || name.startsWith('TensorFlow')) continue;
      const slope = tf.grad((v: tf.Tensor) => tf.sum(operation(v)));
      const curvature = tf.grad((at: tf.Tensor) => tf.sum(slope(at)));
      for (const of of [operation, slope, curvature]) {
        const values = await read(() => of(tf.tensor1d([-200, 200])));
        if (!values.every(Number.isFinite)) throw new Error(`${name} gives ${values.join(', ')}`);
      }
    }
  },
};

/** Numbers of a row of length `width` at a time. */
const perRow =
  (width: number, f: (row: Float64Array) => Float64Array): Vector =>
  (x) => {
    const out = new Float64Array(x.length);
    for (let i = 0; i < x.length; i += width) out.set(f(x.subarray(i, i + width)), i);
    return out;
  };
const softmax = (row: Float64Array): Float64Array => {
  const powers = row.map(Math.exp);
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((p) => p / total);
};
const normal = (row: Float64Array): Float64Array => {
  const mean = row.reduce((a, b) => a + b, 0) / row.length;
  const variance = row.reduce((sum, v) => sum + (v - mean) ** 2, 0) / row.length;
  return row.map((v) => (v - mean) / Math.sqrt(variance + 1e-5));
};
/** [2, 2, 2, 4] with two groups of channels: each group of a sample is brought together, made normal and put back. */
const groupNorm: Vector = (x) => {
  const out = new Float64Array(x.length);
  for (const n of [0, 1]) {
    for (const group of [0, 1]) {
      const places = Array.from(
        { length: 8 },
        (_, k) => n * 16 + (k >> 1) * 4 + group * 2 + (k & 1),
      );
      const made = normal(Float64Array.from(places, (place) => x[place] ?? Number.NaN));
      for (const [k, place] of places.entries()) out[place] = made[k] ?? Number.NaN;
    }
  }
  return out;
};

const filter = waves([3, 3, 2, 3], 1);
const vectors: readonly [string, (x: tf.Tensor4D) => tf.Tensor, Vector, number[]][] = [
  ['softmax', smooth.softmax, perRow(4, softmax), [1, 1, 2, 4]],
  ['logSoftmax', smooth.logSoftmax, perRow(4, (x) => softmax(x).map(Math.log)), [1, 1, 2, 4]],
  ['layerNorm', smooth.layerNorm, perRow(4, normal), [1, 1, 2, 4]],
  ['groupNorm', (x) => smooth.groupNorm(x, 2), groupNorm, [2, 2, 2, 4]],
  ['averagePool', smooth.averagePool, (x) => pooled(x, [1, 4, 4, 2]), [1, 4, 4, 2]],
  ['upsample', smooth.upsample, (x) => enlarged(x, [1, 2, 3, 2]), [1, 2, 3, 2]],
  [
    "TensorFlow.js's conv2d",
    (x) => tf.conv2d(x, tensor(filter, [3, 3, 2, 3]) as tf.Tensor4D, 1, 'same'),
    (x) => convolved(x, [1, 4, 4, 2], filter, [3, 3, 2, 3], [1, 1]),
    [1, 4, 4, 2],
  ],
];

const ofVectors: readonly Check[] = vectors.map(([name, operation, formula, shape]) => ({
  name: `derivatives: ${name} has the slope and curvature of its formula along a line`,
  run: async () => {
    const [at, along] = [waves(shape), waves(shape, 2)];
    const weights = waves([formula(at).length], 3);
    // squares, for an operation that is linear to have a curvature
    const energy = (step: number): number =>
      formula(at.map((v, i) => v + step * (along[i] ?? 0))).reduce(
        (sum, v, i) => sum + v * v * (weights[i] ?? 0),
        0,
      );
    const slope = (x: tf.Tensor): tf.Tensor => {
      const loss = (v: tf.Tensor): tf.Tensor =>
        tf.sum(
          tf.mul(
            tf.square(tf.reshape(operation(v as tf.Tensor4D), [-1])),
            tensor(weights, [weights.length]),
          ),
        );
      return tf.sum(tf.mul(tf.grad(loss)(x), tensor(along, shape)));
    };
    const curvature = (x: tf.Tensor): tf.Tensor =>
      tf.sum(tf.mul(tf.grad(slope)(x), tensor(along, shape)));
    // float32: sums of up to 100 terms of up to 40, each good to 2^-21
    const tolerance = 100 * 40 * 2 ** -21;
    for (const [what, of, expected] of [
      ['slope', slope, slopeOf(energy)(0)],
      ['curvature', curvature, slopeOf(slopeOf(energy))(0)],
    ] as const) {
      const values = await read(() => of(tensor(at, shape)));
      requireNear(`${name}, ${what}`, values, [expected], tolerance);
    }
  },
}));

/** Operations have the derivatives of their formulas, to second order and beyond. */
export const derivatives: readonly Check[] = [...ofElements, farOut, ...ofVectors];
