import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import * as models from '../../models/index.ts';
import { mlp, type Network } from '../../models/index.ts';
import { registerGradients, useBackend } from '../../src/backend/index.ts';
import { keyOf } from '../../src/noise/index.ts';
import { vp } from '../../src/problem/index.ts';
import {
  implicitScoreMatching,
  type SlicedOptions,
  slicedScoreMatching,
} from '../../src/train/index.ts';

const schedule = vp();
const samples = {
  x: Float64Array.from({ length: 24 }, (_, i) => Math.sin(1.7 * i)),
  times: Float64Array.of(0.2, 0.4, 0.6),
};

/** eps = op(x A) B on rows of eight. */
function network(operation: (x: tf.Tensor) => tf.Tensor): Network<tf.Tensor> {
  const waves = (k: number): tf.Tensor =>
    tf.tensor2d(
      Float32Array.from({ length: 64 }, (_, i) => Math.sin(k + 1.3 * i)),
      [8, 8],
    );
  const withParameters = (parameters: Readonly<Record<string, tf.Tensor>>): Network<tf.Tensor> => ({
    predicts: 'eps',
    shape: [8],
    parameters,
    apply: (x) => {
      const hidden = operation(tf.matMul(x as tf.Tensor2D, parameters.A as tf.Tensor2D));
      return tf.matMul(tf.reshape(hidden, [3, 8]), parameters.B as tf.Tensor2D);
    },
    with: withParameters,
    dispose: () => tf.dispose({ ...parameters }),
  });
  return withParameters({ A: waves(1), B: waves(2) });
}

type Loss = (at: Network<tf.Tensor>) => tf.Scalar;
const sliced =
  (options: SlicedOptions = {}): Loss =>
  (at) =>
    slicedScoreMatching(at, schedule, samples, keyOf(1), options);
const implicit: Loss = (at) => implicitScoreMatching(at, schedule, samples);

/** The gradient of a loss in the parameters of a network, as it is trained. */
function gradient(at: Network<tf.Tensor>, loss: Loss): void {
  tf.tidy(() => {
    const names = Object.keys(at.parameters);
    tf.grads((...values: tf.Tensor[]) =>
      loss(at.with(Object.fromEntries(names.map((name, i) => [name, values[i] as tf.Tensor])))),
    )(Object.values(at.parameters));
  });
}

/** e^x as users write it who keep the result for the gradient. */
const kept = tf.customGrad((x, save) => {
  const value = tf.exp(x as tf.Tensor);
  (save as tf.GradSaveFunc)([value]);
  return { value, gradFunc: (dy, saved) => tf.mul(dy, (saved as tf.Tensor[])[0] as tf.Tensor) };
});
const image = (x: tf.Tensor): tf.Tensor4D => tf.reshape(x, [3, 2, 4, 1]);
const refused: readonly [string, (x: tf.Tensor) => tf.Tensor, string][] = [
  ['Tanh', tf.tanh, 'whose second derivative TensorFlow.js gets wrong; use tanh'],
  ['Sigmoid', tf.sigmoid, 'whose second derivative TensorFlow.js gets wrong; use sigmoid'],
  ['Exp', tf.exp, 'whose second derivative TensorFlow.js gets wrong; use exp'],
  [
    'Softmax',
    (x) => tf.softmax(x),
    'whose second derivative TensorFlow.js gets wrong; use softmax',
  ],
  ['logSoftmax', (x) => tf.logSoftmax(x), 'gets wrong; use logSoftmax'],
  ['an operation made by tf.customGrad', (x) => kept(x), 'gets wrong; do without it'],
  ['Elu', tf.elu, 'of which TensorFlow.js has no second derivative; use elu'],
  ['Selu', tf.selu, 'of which TensorFlow.js has no second derivative; use selu'],
  ['LeakyRelu', (x) => tf.leakyRelu(x), 'has no second derivative; use leakyRelu'],
  ['Relu6', tf.relu6, 'of which TensorFlow.js has no second derivative; do without it'],
  ['ClipByValue', (x) => tf.clipByValue(x, -1, 1), 'has no second derivative; do without it'],
  ['Max', (x) => tf.mul(x, tf.max(x, 1, true)), 'has no second derivative; do without it'],
  [
    'AvgPool',
    (x) => tf.tile(tf.avgPool(tf.square(image(x)), 2, 2, 'valid'), [1, 2, 2, 1]),
    'use averagePool',
  ],
  [
    'ResizeNearestNeighbor',
    (x) =>
      tf.slice(
        tf.square(tf.image.resizeNearestNeighbor(image(x), [4, 8])),
        [0, 0, 0, 0],
        [3, 2, 4, 1],
      ),
    'use upsample',
  ],
];

describe('an operation without a right second derivative says so by name', () => {
  beforeAll(async () => {
    await useBackend('wasm');
    await registerGradients();
  });

  test.for(refused)('%s', ([kernel, operation, problem]) => {
    const at = network(operation);
    for (const [loss, what, instead] of [
      [sliced(), 'sliced score matching', "take form: 'finite-difference'"],
      [sliced({ form: 'projected', projections: 2 }), 'sliced score matching', 'or take form'],
      [implicit, 'implicit score matching', 'or take sliced score matching with form'],
    ] as const) {
      let message = 'not refused';
      try {
        gradient(at, loss);
      } catch (error) {
        expect((error as Error).name).toBe('InputError');
        message = (error as Error).message;
      }
      expect(message).toContain(`${what}: the network uses ${kernel}, `);
      expect(message).toContain(problem);
      expect(message).toContain(instead);
    }
    const suggested = / use (\w+) of tfjs-sde\/models/.exec(problem)?.[1];
    if (suggested !== undefined) expect(models).toHaveProperty(suggested);
    // what needs no second derivative is not refused: another form, and reading the loss
    gradient(at, sliced({ form: 'finite-difference' }));
    tf.tidy(() => void [sliced()(at), implicit(at)]);
    at.dispose();
  });

  test('the check itself leaves no tensor behind', () => {
    const at = network(models.tanh);
    const before = tf.memory().numTensors;
    gradient(at, sliced());
    gradient(at, implicit);
    expect(tf.memory().numTensors).toBe(before);
    at.dispose();
  });

  test.for([
    ['exp', (x: tf.Tensor) => models.exp(tf.mul(x, 0.1))],
    ['gelu', models.gelu],
    ['mish', models.mish],
    ['selu', models.selu],
    ['softmax', models.softmax],
    ['layerNorm', (x: tf.Tensor) => models.layerNorm(x)],
    ['relu of TensorFlow.js', tf.relu],
    [
      'averagePool and upsample',
      (x: tf.Tensor) => models.upsample(models.averagePool(tf.square(image(x)))),
    ],
  ] as const)('%s is trained, by its true gradient', ([, operation]) => {
    const at = network(operation);
    for (const loss of [sliced({ form: 'projected' }), implicit]) {
      const value = at.parameters.A as tf.Tensor;
      const direction = Float32Array.from({ length: 64 }, (_, i) => Math.cos(2.1 * i));
      const along = (step: number): number =>
        tf.tidy(() => {
          const moved = tf.add(value, tf.mul(tf.tensor2d(direction, [8, 8]), step));
          return loss(at.with({ ...at.parameters, A: moved })).dataSync<'float32'>()[0] as number;
        });
      const slope = tf.tidy(() => {
        const of = tf.grad((A: tf.Tensor) => loss(at.with({ ...at.parameters, A })))(value);
        return tf
          .sum(tf.mul(of, tf.tensor2d(direction, [8, 8])))
          .dataSync<'float32'>()[0] as number;
      });
      // fourth-order differences: a loss below 2000 rounded to 2^-22 at h = 2^-8 leaves 2000 2^-22 / h = 0.12
      const h = 2 ** -8;
      const difference = (8 * (along(h) - along(-h)) - along(2 * h) + along(-2 * h)) / (12 * h);
      expect(Math.abs(slope - difference)).toBeLessThan(0.12 + 0.01 * Math.abs(difference));
    }
    at.dispose();
  });

  test('a tiny U-Net is not refused, with classes nor with captions, and learns', () => {
    for (const options of [
      { classes: 2, attention: [4], dropout: 0.1 },
      {
        embeds: 'scale' as const,
        resampling: 'block' as const,
        caption: { width: 8, layers: 1, length: 8 },
      },
    ]) {
      const small = { shape: [4, 2, 1], channels: [4, 8], headSize: 4, groups: 2 };
      const at = models.unet({ ...small, ...options });
      const names = Object.keys(at.parameters);
      const [before, after] = tf.tidy(() => {
        const loss = (...values: tf.Tensor[]): tf.Scalar =>
          sliced()(at.with(Object.fromEntries(names.map((n, i) => [n, values[i] as tf.Tensor]))));
        const { value, grads } = tf.valueAndGrads(loss)(Object.values(at.parameters));
        const moved = Object.values(at.parameters).map((v, i) =>
          tf.sub(v, tf.mul(grads[i] as tf.Tensor, 0.001)),
        );
        return [value, loss(...moved)].map((l) => l.dataSync<'float32'>()[0] as number);
      });
      // down a gradient that is right, by a step this small, a loss falls
      expect(after).toBeLessThan(before as number);
      at.dispose();
    }
  });

  test('our own networks are not refused', () => {
    const at = mlp({ shape: [8], hidden: [12, 12] });
    gradient(at, sliced());
    gradient(at, implicit);
    at.dispose();
  });
});
