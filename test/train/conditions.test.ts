import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { bound, networkDenoiser, unet } from '../../models/index.ts';
import { dpmpp2m } from '../../solvers/index.ts';
import { registerGradients, useBackend } from '../../src/backend/index.ts';
import { type Dataset, glyphs, moons } from '../../src/data/index.ts';
import { fillNormal, foldIn, keyOf } from '../../src/noise/index.ts';
import { classifierFreeGuidance, cosine, reverse } from '../../src/problem/index.ts';
import { sample } from '../../src/sampling/index.ts';
import { conditionsOf } from '../../src/train/conditions.ts';
import { train } from '../../src/train/index.ts';

const schedule = cosine();

/** Images of 4 x 4 pixels, dark or bright with a little noise, by class: what a network learns in a second. */
const shades: Dataset = {
  name: 'shades',
  about: 'dark and bright images',
  options: {},
  shape: [4, 4, 1],
  dimension: 16,
  draw(key, { first, count }) {
    const x = new Float64Array(16 * count);
    fillNormal(x, 16, foldIn(key, 'noise'), first, { scale: 0.1 });
    const labels = this.labels?.draw(key, { first, count }) ?? [];
    return x.map((value, i) => value + (labels[Math.floor(i / 16)] === 0 ? -0.8 : 0.8));
  },
  labels: {
    classes: ['dark', 'bright'],
    draw: (_, { first, count }) => Int32Array.from({ length: count }, (__, i) => (first + i) % 2),
  },
};
const tiny = { channels: [8, 8], groups: 4, headSize: 8 };

/** The mean of each image. */
async function levels(x: tf.Tensor): Promise<number[]> {
  const values = await x.data<'float32'>();
  x.dispose();
  return Array.from({ length: values.length / 16 }, (_, row) => {
    const image = values.slice(16 * row, 16 * (row + 1));
    return image.reduce((sum, value) => sum + value, 0) / 16;
  });
}

describe('a network of classes', () => {
  let network: ReturnType<typeof unet>;
  beforeAll(async () => {
    await useBackend('wasm');
    await registerGradients();
    const start = unet({ shape: [4, 4, 1], classes: 2, ...tiny });
    const options = { data: shades, schedule, network: start, batch: 32, steps: 80, seed: 1 };
    ({ network } = await train({ ...options, learningRate: 0.005, conditionDropout: 0.2 }));
    start.dispose();
  });

  test('draws the class that is asked for, one for all rows or one for each, in any batches', async () => {
    const denoiser = (condition?: readonly (number | null)[]) =>
      networkDenoiser(network, schedule, { condition });
    const solver = dpmpp2m();
    for (const [asked, sign] of [
      [0, -1],
      [1, 1],
    ] as const) {
      const guided = classifierFreeGuidance(denoiser([asked]), denoiser(), { scale: 1.5 });
      const { x } = await sample(reverse(guided), { solver, steps: 10, samples: 12, seed: 2 });
      // trained for a second only; a network that ignores its condition would mix them: 2^-12 to have all of one sign
      for (const level of await levels(x)) expect(level * sign).toBeGreaterThan(0.3);
    }
    const each = async (batch: number) => {
      const { x } = await sample(
        ({ first, count }) =>
          reverse(denoiser(Array.from({ length: count }, (_, i) => (first + i) % 2))),
        { solver, steps: 10, samples: 10, batch, seed: 3 },
      );
      return levels(x);
    };
    const together = await each(10);
    for (const [row, level] of together.entries()) {
      expect(level * (row % 2 === 0 ? -1 : 1)).toBeGreaterThan(0.3);
    }
    expect(await each(3)).toEqual(together);
  });

  test('refuses a class it does not know, and as many conditions as there are no rows', async () => {
    const ask = (condition: readonly (number | string)[]) =>
      sample(reverse(networkDenoiser(network, schedule, { condition })), {
        ...{ solver: dpmpp2m(), steps: 2, samples: 3, seed: 1 },
      });
    await expect(ask([2])).rejects.toThrow('expected a class from 0 to 1, got 2');
    await expect(ask(['bright'])).rejects.toThrow('expected a class from 0 to 1, got "bright"');
    await expect(ask([0, 1])).rejects.toThrow('one for all rows or one for each, got 2 for 3 rows');
  });

  test('by itself too refuses as many conditions as there are no rows, and images of another size', () => {
    const x = tf.ones([3, 4, 4, 1]);
    for (const condition of [[], [0, 1], [0, 1, null, 1]]) {
      const message = `unet: a condition must be one for all rows or one for each, got ${condition.length} for 3 rows`;
      expect(() => network.apply(x, 0.1, condition)).toThrow(message);
      expect(() => bound(network, condition).apply(x, 0.1)).toThrow(message);
    }
    expect(() => network.apply(tf.ones([3, 6, 6, 1]), 0.1, [0])).toThrow(
      'unet: expected a batch of shape [rows, 4, 4, 1], got [3, 6, 6, 1]',
    );
    x.dispose();
  });

  test('bound to a condition it is that of any batch', () => {
    const x = tf.ones([2, 4, 4, 1]);
    const [own, given, other] = tf.tidy(() => {
      const at = bound(network, [1]);
      return [at.apply(x, 0.1), network.apply(x, 0.1, [1]), network.apply(x, 0.1)].map((y) =>
        y.dataSync<'float32'>(),
      );
    });
    expect(own).toEqual(given);
    expect(own).not.toEqual(other);
    x.dispose();
  });
});

test('a network without conditions refuses one, and captions are one for each row', async () => {
  await useBackend('wasm');
  const x = tf.ones([2, 4, 4, 1]);
  const plain = unet({ shape: [4, 4, 1], ...tiny });
  expect(() => plain.apply(x, 0.1, [null, 1])).toThrow(
    'unet: a condition was given, 1, but the network has none: make it with classes or caption',
  );
  expect(plain.apply(x, 0.1, [null]).shape).toEqual([2, 4, 4, 1]);
  const read = unet({ shape: [4, 4, 1], caption: { width: 8 }, ...tiny });
  expect(() => read.apply(x, 0.1, ['a', 'b', 'c'])).toThrow('got 3 for 2 rows');
  for (const network of [plain, read]) network.dispose();
});

test('conditions are the labels of the rows, left out as often as is asked', () => {
  const rows = { first: 40, count: 4000 };
  const key = keyOf(5);
  const all = conditionsOf(shades, { condition: 'class', classes: 2 }, key, rows, 0);
  expect(all).toEqual([...(shades.labels?.draw(foldIn(key, 'data'), rows) ?? [])]);
  const some = conditionsOf(shades, { condition: 'class', classes: 2 }, key, rows, 0.1) ?? [];
  const left = some.filter((one) => one === null).length;
  // binomial: 400 with a standard deviation of 19; 5 of them: a false alarm in two million
  expect(Math.abs(left - 400)).toBeLessThan(95);
  expect(some.every((one, row) => one === null || one === all?.[row])).toBe(true);
  const later = { first: 1000, count: 10 };
  expect(conditionsOf(shades, { condition: 'class', classes: 2 }, key, later, 0.1)).toEqual(
    some.slice(960, 970),
  );
  const letters = glyphs({ characters: 'digits' });
  const captions = conditionsOf(letters, { condition: 'caption' }, key, { first: 0, count: 3 }, 0);
  expect(captions).toEqual(letters.captions?.(foldIn(key, 'data'), { first: 0, count: 3 }));
  expect(conditionsOf(shades, {}, key, rows, 0.1)).toBeUndefined();
});

test('data that do not tell what a network is conditioned on are refused', async () => {
  await useBackend('wasm');
  const of = async (data: Dataset, network: ReturnType<typeof unet>) => {
    try {
      await train({ data, schedule, network, steps: 1, batch: 2 });
    } finally {
      network.dispose();
    }
  };
  const { labels: _, ...plain } = shades;
  const shape = [4, 4, 1];
  await expect(of(plain, unet({ shape, classes: 2, ...tiny }))).rejects.toThrow(
    'shades has no labels',
  );
  await expect(of(shades, unet({ shape, classes: 3, ...tiny }))).rejects.toThrow(
    "the network has 3 classes, shades has 2; set the network's classes to 2",
  );
  await expect(of(shades, unet({ shape, caption: {}, ...tiny }))).rejects.toThrow(
    'conditioned on captions, shades has none',
  );
  await expect(of(moons(), unet({ shape, ...tiny }))).rejects.toThrow('the network takes 16');
});
