import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Classifier,
  classifier,
  classifierGradient,
  crossEntropy,
  inputScale,
  unet,
} from '../../models/index.ts';
import { registerGradients, useBackend } from '../../src/backend/index.ts';
import { ve } from '../../src/problem/index.ts';
import { at, tensorOf, waves, wavy } from './float64.ts';

beforeAll(async () => {
  await useBackend('cpu');
  await registerGradients();
});

const options = { shape: [4, 4, 1], classes: 3, channels: [4, 8], groups: 2 };
const size = [2, 4, 4, 1];
const logSnr = Float64Array.of(-1, 2);
function ours<
  T extends {
    parameters: Readonly<Record<string, tf.Tensor>>;
    with(p: Readonly<Record<string, tf.Tensor>>): T;
  },
>(made: T): T {
  const parameters = Object.fromEntries(
    Object.entries(made.parameters).map(([name, { shape }]) => [
      name,
      { shape, sd: 1, mean: name.endsWith('/gain') ? 1 : 0 },
    ]),
  );
  return made.with(wavy({ parameters }).weights);
}
const number = (x: tf.Tensor): number => x.dataSync<'float32'>()[0] ?? Number.NaN;

/** Fourth-order central differences of f, a float32 number of size about 1, at 0. */
function difference(f: (step: number) => number): number {
  const h = 2 ** -5;
  return (8 * (f(h) - f(-h)) - f(2 * h) + f(-2 * h)) / (12 * h);
}
/** f below 8 to 30 roundings, 18 / 12 h of which add up; and the fourth order's remainder, h^4 f^(5) / 30, with f^(5) below 500. */
const tolerance = (30 * 8 * 2 ** -24 * 1.5) / 2 ** -5 + (2 ** -20 * 500) / 30;

test('cross entropy is -log of the share of the label, by its formula', () => {
  const logits = waves(12).map((v) => 5 * v);
  const labels = [2, 0, 1, 2];
  const made = crossEntropy(tensorOf(logits, [4, 3]), labels).dataSync<'float32'>();
  for (const [row, label] of labels.entries()) {
    const powers = [0, 1, 2].map((k) => Math.exp(at(logits, 3 * row + k)));
    const share = at(powers, label) / powers.reduce((a, b) => a + b, 0);
    // numbers below 10, ten roundings
    expect(Math.abs(at(made, row) + Math.log(share))).toBeLessThan(10 * 10 * 2 ** -24);
  }
  const far = crossEntropy(tf.tensor2d([1000, -1000], [1, 2]), [1]);
  expect(number(far)).toBe(2000);
  expect(() => crossEntropy(tf.zeros([2, 3]), [0, 3])).toThrow(
    'cross entropy: expected labels from 0 to 2, got 3 in row 1',
  );
  expect(() => crossEntropy(tf.zeros([2, 3]), [0])).toThrow('a label for each of 2 rows, got 1');
});

describe.for([true, false])('a classifier, noisy %s', (noisy) => {
  const level = noisy ? logSnr : undefined;

  test('at first finds all classes equally likely; the same seed is the same network', () => {
    const [a, b, c] = [1, 1, 2].map((seed) => classifier({ ...options, noisy, seed }));
    const x = tensorOf(waves(32), size);
    expect([...(a?.logits(x, level).dataSync<'float32'>() ?? [])]).toEqual(Array(6).fill(0));
    const features = [a, b, c].map((made) => made?.features(x, level).dataSync<'float32'>());
    expect(features[1]).toEqual(features[0]);
    expect(features[2]).not.toEqual(features[0]);
  });

  test('its logits are a layer of its features [B, channels of the last level]', () => {
    const made = ours(classifier({ ...options, noisy }));
    const x = tensorOf(waves(32), size);
    const features = made.features(x, level);
    expect(features.shape).toEqual([2, 8]);
    const [w, b] = ['weight', 'bias'].map((name) => made.parameters[`out/linear/${name}`]);
    const logits = tf.add(tf.matMul(features as tf.Tensor2D, w as tf.Tensor2D), b as tf.Tensor);
    const off = tf.max(tf.abs(tf.sub(logits, made.logits(x, level))));
    expect(number(off)).toBeLessThan(8 * 4 * 2 ** -24);
  });

  test('the gradient of log p(y | x) in x is its slope, which classifier guidance follows', () => {
    const made = ours(classifier({ ...options, noisy, attention: [4], headSize: 4 }));
    const x = tensorOf(waves(32), size);
    const logP = (v: tf.Tensor): tf.Tensor =>
      tf.neg(tf.sum(crossEntropy(made.logits(v, level), [2, 0])));
    const gradient = tf.grad(logP)(x);
    const steepest = tf.div(gradient, tf.norm(gradient));
    for (const along of [steepest, tensorOf(waves(32, 5), size)]) {
      const slope = number(tf.sum(tf.mul(gradient, along)));
      const moved = (step: number): tf.Tensor => logP(tf.add(x, tf.mul(along, step)));
      const by = difference((step) => tf.tidy(() => number(moved(step))));
      if (along === steepest) expect(slope).toBeGreaterThan(10 * tolerance);
      expect(Math.abs(slope - by)).toBeLessThan(tolerance);
    }
  });

  test('a noise level is asked for where it belongs', () => {
    const made = classifier({ ...options, noisy });
    const x = tensorOf(waves(32), size);
    const message = noisy ? 'expects their noise level logSnr, got none' : 'got a noise level';
    expect(() => made.logits(x, noisy ? undefined : 1)).toThrow(message);
    if (!noisy) return;
    const [a, b] = [0, 3].map((lambda) => ours(made).features(x, lambda));
    const off = tf.max(tf.abs(tf.sub(a as tf.Tensor, b as tf.Tensor)));
    expect(number(off)).toBeGreaterThan(0.001);
  });
});

test.for([
  [{ shape: [6, 4, 1], channels: [4, 8, 8] }, 'multiples of 4, got 6 x 4'],
  [
    { shape: [16] },
    'expected images of shape [height, width, channels], got samples of shape [16]',
  ],
  [{ channels: [4, 7] }, "groups must divide every level's channels, got 2 for 7"],
  [{ classes: 1 }, 'classes must be an integer of at least 2, got 1'],
  [{ attention: [3], headSize: 4 }, 'attention must be at heights of the levels, 4, 2; got 3'],
  [{ dropout: 1 }, 'dropout must be in [0, 1), got 1'],
] as const)('%j is refused', ([wrong, message]) => {
  expect(() => classifier({ ...options, noisy: true, ...wrong })).toThrow(message);
});

test('the gradient of a tiny U-Net in each of its parameters is its slope', () => {
  const made = ours(
    unet({ shape: [4, 4, 1], channels: [4, 8], headSize: 4, groups: 2, classes: 2 }),
  );
  const x = tensorOf(waves(32), size);
  const names = Object.keys(made.parameters);
  // one pass back gives them all
  const gradients = tf.grads((...values: tf.Tensor[]) => {
    const at = made.with(
      Object.fromEntries(names.map((name, i) => [name, values[i] as tf.Tensor])),
    );
    return tf.mean(tf.square(at.apply(x, logSnr, [1, null])));
  })(Object.values(made.parameters));
  for (const [k, [name, value]] of Object.entries(made.parameters).entries()) {
    const direction = waves(value.size, k + 1);
    const norm = Math.hypot(...direction);
    const along = tensorOf(
      direction.map((v) => v / norm),
      value.shape,
    );
    const loss = (w: tf.Tensor): tf.Tensor => {
      const at = made.with({ ...made.parameters, [name]: w });
      return tf.mean(tf.square(at.apply(x, logSnr, [1, null])));
    };
    const slope = number(tf.sum(tf.mul(gradients[k] as tf.Tensor, along)));
    const by = difference((step) =>
      tf.tidy(() => number(loss(tf.add(value, tf.mul(along, step))))),
    );
    expect(Math.abs(slope - by), name).toBeLessThan(tolerance);
  }
});

describe('the gradient that guides', () => {
  /** Logits that are linear, W x with W [3, 2]: grad ln p(y | x) is W_y - sum_k p_k W_k. */
  const weights = waves(6);
  const linear: Classifier<tf.Tensor> = {
    ...{ shape: [2], classes: 3, isNoisy: true, block: 4, parameters: {} },
    logits: (x, given) => {
      expect(given).toBe(ve().logSnr(0.5));
      return tf.matMul(x as tf.Tensor2D, tensorOf(weights, [3, 2]) as tf.Tensor2D, false, true);
    },
    features: (x) => x,
    spatialFeatures: (x) => x,
    with: () => linear,
    dispose: () => undefined,
  };
  const x = waves(6).map((v) => 3 * v);
  /** At x of a schedule's own scale, which the classifier sees scaled to unit variance. */
  const wanted = (row: number, label: number): number[] => {
    const scale = inputScale(ve(), 0.5);
    const logits = [0, 1, 2].map(
      (k) =>
        scale * (at(x, 2 * row) * at(weights, 2 * k) + at(x, 2 * row + 1) * at(weights, 2 * k + 1)),
    );
    const total = logits.reduce((sum, value) => sum + Math.exp(value), 0);
    return [0, 1].map(
      (i) =>
        scale *
        logits.reduce(
          (sum, logit, k) => sum - (Math.exp(logit) / total) * at(weights, 2 * k + i),
          at(weights, 2 * label + i),
        ),
    );
  };

  test.for([[[2, 0, 1]], [[1]]] as const)('is that of ln p(class | x), of %j', ([labels]) => {
    const made = classifierGradient(linear, ve(), labels)(tensorOf(x, [3, 2]), 0.5);
    for (const row of [0, 1, 2]) {
      const own = wanted(row, labels[row] ?? at(labels, 0));
      // numbers below 1 of some ten operations in float32
      for (const i of [0, 1]) {
        const value = at(made.dataSync<'float32'>(), 2 * row + i);
        expect(Math.abs(value - at(own, i))).toBeLessThan(10 * 2 ** -24);
      }
    }
  });

  test('needs a noisy classifier, and a class for each row or one for all', () => {
    expect(() => classifierGradient({ ...linear, isNoisy: false }, ve(), [0])).toThrow(
      'classifier guidance: needs a classifier of noisy images',
    );
    expect(() => classifierGradient(linear, ve(), [0, 1])(tensorOf(x, [3, 2]), 0.5)).toThrow(
      'expected a class for each of 3 rows or one for all, got 2',
    );
  });
});
