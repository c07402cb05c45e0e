import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useBackend } from '../../src/backend/index.ts';
import { featuresOf, type Looking } from '../../src/features/index.ts';
import { scales, writeGraphModel } from './graphModel.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'graph-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(async () => {
  await useBackend('wasm');
});
const place = (name: string): string => path.join(folder, name);
const model = writeGraphModel(place('model'));

const side = 4;
const shape = [side, side, 3];
const [count, size] = [2, side * side * 3];
const images = Float32Array.from({ length: count * size }, (_, i) => Math.sin(i));
const look = async (
  values: Float32Array,
  of: readonly number[],
  looking: Partial<Looking> = {},
  at = model,
): Promise<number[]> => {
  const dimension = of.reduce((a, b) => a * b, 1);
  const extractor = await featuresOf(at, { shape: of, dimension }, { spatial: false, ...looking });
  try {
    return [...(await extractor.of(values))];
  } finally {
    extractor.dispose();
  }
};
const near = (found: readonly number[], expected: readonly number[]): void => {
  expect(found.length).toBe(expected.length);
  // float32 sums of 16 values of order 255
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 4);
};
/** f of each image and channel. */
const each = <T>(f: (pixels: number[], channel: number) => T): T[] =>
  Array.from({ length: count * 3 }, (_, at) => {
    const [image, channel] = [Math.floor(at / 3), at % 3];
    const own = [...images.subarray(image * size, (image + 1) * size)];
    return f(
      own.filter((_, i) => i % 3 === channel),
      channel,
    );
  });
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const scaleOf = (channel: number): number => scales[channel] ?? Number.NaN;

describe('features of a graph model', () => {
  const pooled = each((pixels, channel) => scaleOf(channel) * mean(pixels));

  test('are its output, by its folder or its model.json', async () => {
    near(await look(images, shape), pooled);
    near(await look(images, shape, {}, path.join(model, 'model.json')), pooled);
  });

  test('of an inner node with pixels are means over them, or where they are', async () => {
    near(await look(images, shape, { layer: 'scaled' }), pooled);
    const where = await look(images, shape, { layer: 'scaled', spatial: true });
    near(
      where,
      [...images].map((value, i) => value * scaleOf(i % 3)),
    );
  });

  test('of many channels, where they are, are the first seven', async () => {
    const nine = writeGraphModel(place('nine'), { input: [-1, 2, 2, 9], by: Array(9).fill(1) });
    const values = Float32Array.from({ length: 36 }, (_, i) => i);
    const found = await look(values, [2, 2, 9], { layer: 'scaled', spatial: true }, nine);
    expect(found).toEqual([...values].filter((i) => i % 9 < 7));
  });

  test('of grey images are those of three equal channels', async () => {
    const grey = images.subarray(0, 2 * side * side);
    const own = [0, 1].map((i) => mean([...grey.subarray(i * side ** 2, (i + 1) * side ** 2)]));
    near(
      await look(grey, [side, side, 1]),
      own.flatMap((value) => scales.map((scale) => scale * value)),
    );
  });

  test('are of pixels in the range that it expects', async () => {
    near(
      await look(images, shape, { inputRange: [0, 255] }),
      each((pixels, channel) => scaleOf(channel) * mean(pixels.map((v) => 127.5 * (v + 1)))),
    );
  });

  test('of images at half the size are means of two by two pixels', async () => {
    const found = await look(images, shape, { layer: 'scaled', spatial: true, inputSize: 2 });
    const at = (i: number, y: number, x: number, c: number): number =>
      images[i * size + (y * side + x) * 3 + c] ?? Number.NaN;
    const halves = Array.from({ length: count * 12 }, (_, k) => {
      const [i, y, x, c] = [
        Math.floor(k / 12),
        2 * (Math.floor(k / 6) % 2),
        2 * (Math.floor(k / 3) % 2),
        k % 3,
      ];
      const four = [at(i, y, x, c), at(i, y, x + 1, c), at(i, y + 1, x, c), at(i, y + 1, x + 1, c)];
      return scaleOf(c) * mean(four);
    });
    near(found, halves);
  });

  test('do not depend on how many images are looked at at a time', async () => {
    const many = Float32Array.from({ length: 300 * size }, (_, i) => Math.sin(i));
    expect((await look(many, shape)).slice(0, 6)).toEqual(await look(images, shape));
  });
});

describe('a graph model that cannot be used is refused, and why', () => {
  const broken = (name: string, change: object): string => writeGraphModel(place(name), { change });
  const cut = writeGraphModel(place('cut'));
  truncateSync(path.join(cut, 'shard.bin'), 3);
  const gone = writeGraphModel(place('gone'));
  rmSync(path.join(gone, 'shard.bin'));
  const text = writeGraphModel(place('text'));
  writeFileSync(path.join(text, 'model.json'), 'Inception');
  const small = writeGraphModel(place('small'), { input: [-1, 8, 8, 3] });

  test.each<[string, string, Partial<Looking>, readonly number[], string]>([
    [
      'an unknown layer',
      model,
      { layer: 'poled' },
      shape,
      'no such node; did you mean pooled? Its outputs: pooled',
    ],
    ['a layer without pixels', model, { spatial: true }, shape, '--spatial: pooled of'],
    [
      'points',
      model,
      {},
      [2],
      'takes input of shape [-1,-1,-1,3], samples are of shape [2]; name data of images',
    ],
    ['two channels', model, {}, [4, 4, 2], 'takes images of 3 channels, these have 2'],
    [
      'another size',
      small,
      {},
      shape,
      'takes images of 8 x 8, these are 4 x 4; give --input-size 8',
    ],
    [
      'a wrong size',
      small,
      { inputSize: 5 },
      shape,
      'takes images of 8 x 8, these are 5 x 5; give --input-size 8',
    ],
    [
      'a layers model',
      broken('layers', { format: 'layers-model' }),
      {},
      shape,
      'is a layers model, expected a graph model',
    ],
    [
      'other JSON',
      broken('json', { modelTopology: 1 }),
      {},
      shape,
      'is no graph model of TensorFlow.js: modelTopology',
    ],
    ['no JSON', text, {}, shape, 'is not JSON'],
    ['weights that are cut short', cut, {}, shape, 'cannot be opened with its 1 files of weights'],
    ['weights that are gone', gone, {}, shape, 'shard.bin: there is no such file or folder'],
    [
      'an empty folder',
      folder,
      {},
      shape,
      'holds neither the run of a classifier nor a model.json',
    ],
    ['nothing', place('nowhere'), {}, shape, 'there is no such file or folder'],
  ])('%s', async (_, at, looking, of, message) => {
    const values = new Float32Array(of.reduce((a, b) => a * b, 1));
    const refused = look(values, of, looking, at);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toHaveProperty('name', 'InputError');
  });
});
