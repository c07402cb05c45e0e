import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { attention, imageAttention, leftOut } from '../../models/modules/attention.ts';
import { convolution } from '../../models/modules/convolution.ts';
import { dropped } from '../../models/modules/dropout.ts';
import { embedding } from '../../models/modules/embedding.ts';
import { groupNormalisation } from '../../models/modules/groupNormalisation.ts';
import { layerNormalisation } from '../../models/modules/layerNormalisation.ts';
import { linear } from '../../models/modules/linear.ts';
import { drawn, type Weights } from '../../models/modules/module.ts';
import { residualBlock } from '../../models/modules/residualBlock.ts';
import { registerGradients, useBackend } from '../../src/backend/index.ts';
import { keyOf } from '../../src/noise/index.ts';
import * as exact from './float64.ts';

const { at, of, silu, sum, tensorOf, waves, wavy } = exact;

/**
 * Requires the values of float64, image by image. Sums are of at most 100 products, of numbers that stay below 8 behind at most
 * ten layers, each of which rounds and passes on what was rounded before it: 10 layers x 100 terms x 8 x 2^-24.
 */
function expectNear(made: tf.Tensor, expected: readonly Float64Array[]): void {
  const values = made.dataSync<'float32'>();
  const wanted = expected.flatMap((part) => [...part]);
  expect(values.length).toBe(wanted.length);
  const off = values.reduce((most, v, i) => Math.max(most, Math.abs(v - at(wanted, i))), 0);
  expect(Math.max(...wanted.map(Math.abs))).toBeLessThan(8);
  expect(off).toBeLessThan(10 * 100 * 8 * 2 ** -24);
}
const halves = (x: Float64Array): readonly [Float64Array, Float64Array] => [
  x.subarray(0, x.length / 2),
  x.subarray(x.length / 2),
];

describe.for(['cpu', 'wasm'] as const)('on %s a module is its formula:', (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
    await registerGradients();
  });

  test('linear, over the last axis', () => {
    const module = linear('l', 3, 5);
    const { values, weights } = wavy(module);
    const x = waves(2 * 4 * 3);
    const y = module.apply(weights, tensorOf(x, [2, 4, 3]));
    expect(y.shape).toEqual([2, 4, 5]);
    expectNear(y, [exact.linear(x, values, 'l')]);
  });

  test.for([
    [3, 1, 'around', 1],
    [1, 1, 'around', 0],
    [3, 2, 'around', 1],
    [3, 2, 'after', 0],
  ] as const)(
    'convolution of %i pixels with stride %i, padded %s',
    ([size, stride, padding, before]) => {
      const module = convolution('c', 2, 3, { size, stride, padding });
      const { values, weights } = wavy(module);
      const x = waves(2 * 6 * 4 * 2);
      const y = module.apply(weights, tensorOf(x, [2, 6, 4, 2]));
      expect(y.shape).toEqual([2, 6 / stride, 4 / stride, 3]);
      const one = (image: Float64Array): Float64Array =>
        exact.convolution(image, [6, 4], values, 'c', { stride, before });
      expectNear(y, halves(x).map(one));
    },
  );

  test('group normalisation', () => {
    const module = groupNormalisation('g', 6, 3);
    const { values, weights } = wavy(module);
    const x = waves(2 * 4 * 2 * 6);
    const [gain, offset] = [of(values, 'g/gain'), of(values, 'g/offset')];
    const y = module.apply(weights, tensorOf(x, [2, 4, 2, 6]));
    expectNear(
      y,
      halves(x).map((image) => exact.groupNorm(image, 3, gain, offset)),
    );
  });

  test('layer normalisation', () => {
    const module = layerNormalisation('n', 6);
    const { values, weights } = wavy(module);
    const x = waves(4 * 6);
    const [gain, offset] = [of(values, 'n/gain'), of(values, 'n/offset')];
    const rows = [0, 1, 2, 3].map((row) => x.subarray(row * 6, row * 6 + 6));
    const y = module.apply(weights, tensorOf(x, [2, 2, 6]));
    expectNear(
      y,
      rows.map((row) => exact.groupNorm(row, 1, gain, offset)),
    );
  });

  test.for([1, 2, 4])('attention of a sequence to itself, with %i heads', (heads) => {
    const module = attention('a', 8, { heads });
    const { values, weights } = wavy(module);
    const x = waves(2 * 5 * 8).map((v) => 2 * v);
    const y = module.apply(weights, tensorOf(x, [2, 5, 8]));
    const one = (row: Float64Array) =>
      exact.attention(row, row, values, 'a', { heads, channels: 8 });
    expectNear(y, halves(x).map(one));
  });

  test('attention to another sequence, whose filling it does not look at', () => {
    const module = attention('a', 8, { heads: 2, context: 3 });
    const { values, weights } = wavy(module);
    const [x, other] = [waves(2 * 5 * 8), waves(2 * 4 * 3, 7)];
    const used = [2, 4];
    const mask = used.flatMap((n) => [0, 1, 2, 3].map((j) => (j < n ? 0 : leftOut)));
    const bias = tf.tensor2d(mask, [2, 4]);
    const sequence = tensorOf(other, [2, 4, 3]);
    const y = module.apply(weights, tensorOf(x, [2, 5, 8]), { sequence, bias });
    const [rows, others] = [halves(x), halves(other)];
    const one = (row: Float64Array, i: number): Float64Array =>
      exact.attention(row, others[i] as Float64Array, values, 'a', {
        ...{ heads: 2, channels: 8 },
        used: at(used, i),
      });
    expectNear(y, rows.map(one));
  });

  test('attention over the pixels of an image', () => {
    const module = imageAttention('i', 8, { heads: 2, groups: 4 });
    const { values, weights } = wavy(module);
    const x = waves(2 * 3 * 2 * 8);
    const [gain, offset] = [of(values, 'i/norm/gain'), of(values, 'i/norm/offset')];
    const y = module.apply(weights, tensorOf(x, [2, 3, 2, 8]));
    expect(y.shape).toEqual([2, 3, 2, 8]);
    const one = (image: Float64Array): Float64Array => {
      const pixels = exact.groupNorm(image, 4, gain, offset);
      return sum(image, exact.attention(pixels, pixels, values, 'i', { heads: 2, channels: 8 }));
    };
    expectNear(y, halves(x).map(one));
  });

  const blocks = (['add', 'scale', 'none'] as const).flatMap((embeds) =>
    ([undefined, 'down', 'up'] as const).map((resample) => [embeds, resample] as const),
  );
  test.for(blocks)('residual block, embedding %s, resampled %s', ([embeds, resample]) => {
    const [height, width, inputs, outputs] = [4, 2, 4, 6];
    const module = residualBlock('b', {
      inputs,
      outputs,
      groups: 2,
      ...(embeds === 'none' ? {} : { embeds, embedding: 3 }),
      ...(resample === undefined ? {} : { resample }),
    });
    const { values, weights } = wavy(module);
    const [x, e] = [waves(2 * height * width * inputs), waves(2 * 3, 4)];
    const y = module.apply(
      weights,
      tensorOf(x, [2, height, width, inputs]),
      embeds === 'none' ? undefined : tensorOf(e, [2, 3]),
    );
    const by = resample === undefined ? 1 : resample === 'down' ? 0.5 : 2;
    const size = [height * by, width * by] as const;
    expect(y.shape).toEqual([2, ...size, outputs]);
    const norm = (
      image: Float64Array,
      name: string,
      scaled = (g: Float64Array, o: Float64Array) => [g, o] as const,
    ) => {
      const [gain, offset] = scaled(of(values, `b/${name}/gain`), of(values, `b/${name}/offset`));
      return exact.groupNorm(image, 2, gain, offset);
    };
    const one = (image: Float64Array, i: number): Float64Array => {
      const first = exact.resampled(silu(norm(image, 'norm1')), [height, width], resample);
      const h = exact.convolution(first, size, values, 'b/conv1');
      const layer = (): Float64Array =>
        exact.linear(silu(e.slice(3 * i, 3 * i + 3)), values, 'b/time');
      const inner =
        embeds === 'none'
          ? norm(h, 'norm2')
          : embeds === 'add'
            ? norm(
                h.map((v, k) => v + at(layer(), k % outputs)),
                'norm2',
              )
            : norm(h, 'norm2', (gain, offset) => [
                gain.map((g, c) => g * (1 + at(layer(), c))),
                offset.map((o, c) => o * (1 + at(layer(), c)) + at(layer(), outputs + c)),
              ]);
      const straight = exact.resampled(image, [height, width], resample);
      const beside = exact.convolution(straight, size, values, 'b/shortcut');
      return sum(beside, exact.convolution(silu(inner), size, values, 'b/conv2'));
    };
    expectNear(y, halves(x).map(one));
  });

  test('embedding: rows by number; another number is refused by name', () => {
    const module = embedding('e', 3, 4);
    const { values, weights } = wavy(module);
    const table = of(values, 'e/weight');
    const y = module.apply(weights, [2, 0]);
    expect([...y.dataSync<'float32'>()]).toEqual([...table.subarray(8), ...table.subarray(0, 4)]);
    for (const wrong of [3, -1, 0.5]) {
      expect(() => module.apply(weights, [0, wrong])).toThrow(
        `e: expected a class from 0 to 2, got ${wrong}`,
      );
    }
  });

  test('dropout drops its share and keeps the mean; by key, by name, and by row', () => {
    const [rows, columns, rate] = [200, 100, 0.3];
    const x = tf.ones([rows, columns]);
    const of = (name: string, seed: number, count = rows): Float32Array =>
      dropped(tf.slice(x, 0, count), name, { rate, key: keyOf(seed) }).dataSync<'float32'>();
    const y = of('a', 1);
    const zeros = y.filter((v) => v === 0).length;
    for (const v of y) expect(v === 0 || v === Math.fround(1 / 0.7)).toBe(true);
    // binomial: beyond 5 standard deviations once in 1.7 million keys, and the key is fixed
    const n = rows * columns;
    expect(Math.abs(zeros - n * rate)).toBeLessThan(5 * Math.sqrt(n * rate * (1 - rate)));
    expect(of('a', 1)).toEqual(y);
    expect(of('a', 1, 7)).toEqual(y.slice(0, 700));
    expect(of('b', 1)).not.toEqual(y);
    expect(of('a', 2)).not.toEqual(y);
    expect(dropped(x, 'a', undefined)).toBe(x);
    expect(dropped(x, 'a', { rate: 0, key: keyOf(1) })).toBe(x);
  });

  test('parameters are drawn by key and name, with the spread they ask for', () => {
    const { parameters } = linear('l', 64, 100);
    const [a, again, b] = [1, 1, 2].map((seed) => drawn(parameters, keyOf(seed)));
    const of = (weights: typeof a, name = 'l/weight'): Float32Array =>
      (weights as Weights)[name]?.dataSync<'float32'>() ?? new Float32Array();
    expect(of(again)).toEqual(of(a));
    expect(of(b)).not.toEqual(of(a));
    const variance = of(a).reduce((total, v) => total + v * v, 0) / 6400;
    // chi-squared of 6400 degrees: 5 standard deviations of sqrt(2 / 6400)
    expect(Math.abs(variance * 64 - 1)).toBeLessThan(5 * Math.sqrt(2 / 6400));
    expect([...of(a, 'l/bias')]).toEqual(Array(100).fill(0));
    const norm = drawn(groupNormalisation('g', 4, 2).parameters, keyOf(1));
    expect([...(norm['g/gain'] as tf.Tensor).dataSync<'float32'>()]).toEqual([1, 1, 1, 1]);
  });
});
