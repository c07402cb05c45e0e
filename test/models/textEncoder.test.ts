import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { unet } from '../../models/index.ts';
import { drawn } from '../../models/modules/module.ts';
import { textEncoder } from '../../models/textEncoder/textEncoder.ts';
import { tokensOf } from '../../models/textEncoder/tokens.ts';
import { registerGradients, useBackend } from '../../src/backend/index.ts';
import { keyOf } from '../../src/noise/index.ts';
import { tensorOf, waves, wavy } from './float64.ts';

beforeAll(async () => {
  await useBackend('wasm');
  await registerGradients();
});

/** What two ways may differ by: some 30 operations on numbers below 4, in sums of up to 300. */
const rounding = 30 * 4 * Math.sqrt(300) * 2 ** -24;
const furthest = (a: tf.Tensor, b: tf.Tensor): number =>
  tf.max(tf.abs(tf.sub(a, b))).dataSync<'float32'>()[0] ?? Number.NaN;

test('captions are their bytes in UTF-8 between a start and an end, filled up', () => {
  const { tokens, used } = tokensOf(['aé', ''], 6);
  // a is 97, é 195 169
  expect([...tokens]).toEqual([1, 100, 198, 172, 2, 0, 1, 2, 0, 0, 0, 0]);
  expect(used).toEqual([5, 2]);
});

test('a caption that is too long is refused, saying how long it is', () => {
  expect(() => tokensOf(['a seven', 'a béld seven'], 12)).toThrow(
    'text encoder: expected captions of at most 10 bytes, got 13 in "a béld seven"; shorten it, or make the network with a caption length of at least 15',
  );
});

test('a caption may fill its length, and not one byte more', () => {
  expect([...tokensOf(['abc'], 5).tokens]).toEqual([1, 100, 101, 102, 2]);
  expect(() => tokensOf(['abcd'], 5)).toThrow('at most 3 bytes, got 4');
});

describe('a text encoder', () => {
  const encoder = textEncoder('t', { width: 8, length: 12, heads: 2 });

  test('does not look at filling: a longer one says the same of a caption', () => {
    const { weights } = wavy(encoder);
    const longer = textEncoder('t', { width: 8, length: 20, heads: 2 });
    const place = weights['t/place'] as tf.Tensor;
    const more = { ...weights, 't/place': tf.concat([place, tf.ones([8, 8])], 0) };
    const [a, b] = [encoder.apply(weights, ['a bold']), longer.apply(more, ['a bold'])];
    expect(furthest(a.pooled, b.pooled)).toBeLessThan(rounding);
    const words = (sequence: tf.Tensor): tf.Tensor => tf.slice(sequence, [0, 0, 0], [1, 8, 8]);
    expect(furthest(words(a.sequence), words(b.sequence))).toBeLessThan(rounding);
    const sum = tf.div(tf.sum(words(a.sequence), 1), Math.sqrt(8));
    expect(furthest(a.pooled, sum)).toBeLessThan(rounding);
  });

  test('tells captions of the same bytes in another order apart, in each place', () => {
    const { weights } = wavy(encoder);
    const { sequence } = encoder.apply(weights, ['ab', 'ba']);
    const [first, second] = tf.split(sequence, 2) as [tf.Tensor, tf.Tensor];
    // the end token differs by attention alone
    const end = (of: tf.Tensor): tf.Tensor => tf.slice(of, [0, 3, 0], [1, 1, 8]);
    expect(furthest(end(first), end(second))).toBeGreaterThan(10 * rounding);
  });

  test.for([
    [{ width: 10, heads: 4 }, 'heads must divide the width, got 4 for 10'],
    [{ length: 2 }, 'length must be an integer of at least 3, got 2'],
    [{ layers: 0 }, 'layers must be a positive integer, got 0'],
  ] as const)('%j is refused', ([options, message]) => {
    expect(() => textEncoder('t', options)).toThrow(`text encoder: ${message}`);
  });
});

describe('a U-Net with captions', () => {
  const caption = { width: 8, layers: 1, heads: 2, length: 12 };
  const options = { shape: [4, 4, 1], channels: [4, 8], headSize: 4, groups: 2 };
  const made = () => unet({ ...options, caption });
  /** The same image in each row. */
  const image = (rows: number): tf.Tensor =>
    tf.tile(tensorOf(waves(16), [1, 4, 4, 1]), [rows, 1, 1, 1]);
  const ours = (network: ReturnType<typeof unet>) => {
    const parameters = Object.fromEntries(
      Object.entries(network.parameters).map(([name, { shape, size }]) => {
        const inputs = name.startsWith('caption/token') ? 1 : size / (shape.at(-1) ?? 1);
        const sd = shape.length < 2 ? 0.3 : 1 / Math.sqrt(inputs);
        return [name, { shape, sd, mean: name.endsWith('/gain') ? 1 : 0 }];
      }),
    );
    return network.with(drawn(parameters, keyOf(1)));
  };

  test('says so, and takes one caption for all rows, one for each, or none', () => {
    const network = ours(made());
    expect([network.condition, network.classes]).toEqual(['caption', undefined]);
    const each = network.apply(image(3), 0.5, ['a 7', 'a 7', 'a 7']);
    expect(furthest(each, network.apply(image(3), 0.5, ['a 7']))).toBeLessThan(rounding);
    const none = network.apply(image(3), 0.5);
    expect(furthest(none, network.apply(image(3), 0.5, ['', null, '']))).toBeLessThan(rounding);
    expect(furthest(none, each)).toBeGreaterThan(10 * rounding);
  });

  test('the caption comes in by the embedding and by what pixels look at, each by itself', () => {
    const network = ours(made());
    for (const cut of ['caption/pooled', 'middle/attention0/caption/out']) {
      const weight = network.parameters[`${cut}/weight`] as tf.Tensor;
      const without = network.with({
        ...network.parameters,
        [`${cut}/weight`]: tf.zerosLike(weight),
      });
      const [a, b] = ['a 7', 'an 8'].map((asked) => without.apply(image(1), 0.5, [asked]));
      expect(furthest(a as tf.Tensor, b as tf.Tensor)).toBeGreaterThan(10 * rounding);
    }
  });

  test('its text encoder is trained with it: all of its weights have a gradient', () => {
    const network = ours(made());
    const names = Object.keys(network.parameters);
    const grads = tf.grads((...values: tf.Tensor[]) => {
      const at = network.with(Object.fromEntries(names.map((n, i) => [n, values[i] as tf.Tensor])));
      return tf.sum(tf.square(at.apply(image(2), 0.5, ['a 7', 'é'])));
    })(Object.values(network.parameters));
    for (const [i, name] of names.entries()) {
      // a number added to all keys changes no share
      if (!name.startsWith('caption') || name.endsWith('/key/bias')) continue;
      const most = tf.max(tf.abs(grads[i] as tf.Tensor)).dataSync<'float32'>()[0];
      expect(most, name).toBeGreaterThan(0);
    }
  });

  test('classes are refused beside it, and in its place', () => {
    expect(() => unet({ ...options, caption, classes: 3 })).toThrow(
      'unet: expected classes or caption, got both; leave one of them out',
    );
    expect(() => made().apply(image(1), 0, [3])).toThrow('unet: expected a caption, got 3');
    expect(() => unet({ ...options, classes: 3 }).apply(image(1), 0, ['a 7'])).toThrow(
      'unet: expected a class from 0 to 2, got "a 7"',
    );
  });
});
