import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decode as decodePng } from 'fast-png';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleNamed } from '../../src/cli/sampleNamed.ts';
import { moons } from '../../src/data/index.ts';
import { writePoints } from '../../src/io/index.ts';
import { foldIn, keyOf } from '../../src/noise/index.ts';
import { pngOf } from '../../src/report/index.ts';
import { tinyFolder } from '../diffusers/tiny.ts';
import { told } from './collected.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'interpolate-'));
afterAll(() => rmSync(folder, { recursive: true }));
const place = (name: string): string => path.join(folder, name);

const wasm = ['--backend', 'wasm', '--quiet'];
const interpolate = (...args: string[]) => told('interpolate', ...args, ...wasm);
async function factsOf(...args: string[]) {
  const { code, out, err } = await interpolate(...args, '--json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
}

const trained = place('moons');
const imported = place('imported');
const grey = Uint8Array.from({ length: 64 }, (_, i) => (i * 4) % 256);

beforeAll(async () => {
  const model = ['--model', 'mlp(width=16,depth=2,features=4)', '--steps', '20'];
  const made = [
    await told('train', '--data', 'moons', ...model, '--out', trained, ...wasm),
    await told('import', tinyFolder, '--out', imported),
  ];
  expect(made.map(({ code }) => code)).toEqual([0, 0]);
  writeFileSync(place('a.png'), await pngOf({ width: 8, height: 8, channels: 1, data: grey }));
  const values = Float32Array.from({ length: 4 * 64 }, (_, i) => Math.sin(i));
  await writePoints(place('pictures.npy'), values, [4, 8, 8, 1]);
});

describe('tfjs-sde interpolate', () => {
  test('on the arc between the noise of points both come back at its ends', async () => {
    const file = place('arc.npy');
    const facts = await factsOf(
      ...[trained, 'moons:2', 'moons:5', '--columns', '5', '--steps', '40', '--seed', '3'],
      ...['--out', place('arc.csv')],
    );
    expect(facts).toMatchObject({
      ...{ method: 'slerp', solver: 'rk4', steps: 40, weights: [0, 0.25, 0.5, 0.75, 1] },
      ...{ evaluations: [320], seed: 3, backend: 'wasm' },
    });
    await interpolate(
      ...[trained, 'moons:2', 'moons:5', '--columns', '5', '--steps', '40', '--seed', '3'],
      ...['--out', file],
    );
    const written = readFileSync(place('arc.csv'), 'utf8').trim().split('\n');
    const rows = written.map((line) => line.split(',').map(Number));
    const key = foldIn(keyOf(3), 'data');
    for (const [row, number] of [
      [0, 2],
      [4, 5],
    ] as const) {
      const x = moons().draw(key, { first: number, count: 1 });
      // 320 evaluations in float32, and what a network that learned little stretches
      for (const [d, value] of x.entries()) {
        expect(Math.abs((rows[row]?.[d] as number) - value)).toBeLessThan(1e-3);
      }
    }
    const { shape } = openNpy(file);
    expect(shape).toEqual([1, 5, 2]);
  });

  test('at depths a row each, with the limit of an imported run, as a strip between both pictures', async () => {
    const file = place('strip.png');
    const facts = await factsOf(
      ...[imported, place('a.png'), `${place('pictures.npy')}:2`, '--depths', '0.3,0.8'],
      ...['--columns', '3', '--steps', '4', '--out', file, '--seed', '1'],
    );
    expect(facts).toMatchObject({
      ...{ method: 'ddpm', depths: [0.3, 0.8], solver: 'ddpm', steps: 4, limit: 'clip' },
      ...{ evaluations: [4, 4] },
    });
    const { width, height, data, channels } = decodePng(readFileSync(file));
    // 2 rows of 5 pictures, 8 pixels at 8 each with lines between them, names left and above
    expect([width, height, channels]).toEqual([10 + 76 + 5 * 65 + 1 + 10, 25 + 2 * 65 + 1 + 10, 1]);
    // A at the left of both rows, pixel by pixel
    for (const row of [0, 1]) {
      for (const [i, value] of grey.entries()) {
        const [y, x] = [25 + 65 * row + 1 + 8 * (i >> 3) + 4, 86 + 1 + 8 * (i % 8) + 4];
        expect(data[y * width + x]).toBe(value);
      }
    }
  });

  test('x0 is held by the limit that is named', async () => {
    const few = ['--depths', '0.5', '--steps', '3', '--columns', '2', '--seed', '1'];
    const facts = await factsOf(
      ...[trained, 'moons:0', 'moons:1', ...few, '--limit', 'clip(range=0.1)'],
      ...['--out', place('limited.csv')],
    );
    expect(facts.limit).toBe('clip(range=0.1)');
    const values = readFileSync(place('limited.csv'), 'utf8').trim().split(/[,\n]/).map(Number);
    for (const value of values) expect(Math.abs(value)).toBeLessThanOrEqual(Math.fround(0.1));
  });

  test('the same seed draws the same, and points are drawn over the data', async () => {
    const some = [
      trained,
      'moons:0',
      'moons:1',
      '--method',
      'ddpm',
      '--steps',
      '5',
      '--columns',
      '3',
    ];
    const drawn = async (seed: string, name: string) => {
      await factsOf(...some, '--seed', seed, '--out', place(name));
      return readFileSync(place(name));
    };
    const once = await drawn('1', 'one.csv');
    expect(await drawn('1', 'two.csv')).toEqual(once);
    expect(await drawn('2', 'three.csv')).not.toEqual(once);
    expect(once.toString().trim().split('\n')).toHaveLength(9);
    const picture = String(await drawn('1', 'points.svg'));
    expect(picture).toContain('between moons:0 and moons:1, ddpm');
    expect(picture.match(/<circle/g)?.length).toBe(1009);
  });

  test.for([
    [['--method', 'slerp', '--depths', '0.5'], '--depths are of --method ddpm'],
    [['--limit', 'clip'], '--limit is of --method ddpm'],
    [['--depths', '0.5,2'], '--depths must be above 0 and at most 1'],
    [['--solver', 'ddpm'], '--solver ddpm is not one of ODEs'],
    [['--columns', '1'], '--columns must be an integer of at least 2'],
    [['--method', 'lerp'], 'unknown method "lerp"; did you mean "slerp"?'],
  ] as const)('%j is refused in one line', async ([args, message]) => {
    const file = place('refused.csv');
    const { code, out, err } = await interpolate(
      trained,
      'moons:0',
      'moons:1',
      ...args,
      '--out',
      file,
    );
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err.trimEnd()).not.toContain('\n');
    expect(existsSync(file)).toBe(false);
  });

  test('samples that are not there, or of another shape, are refused by their names', async () => {
    const shape = [8, 8, 1];
    const key = keyOf(1);
    const pictures = place('pictures.npy');
    await expect(sampleNamed(`${pictures}:4`, shape, key)).rejects.toThrow(
      `${pictures}:4: ${pictures} holds samples 0 to 3, got 4`,
    );
    await expect(sampleNamed(place('a.png'), [16, 16, 1], key)).rejects.toThrow(
      'is a sample of 8 x 8 x 1, expected 16 x 16 x 1 as the run has it; "images(path=FOLDER,size=16)"',
    );
    await expect(sampleNamed('moons', [3], key)).rejects.toThrow(
      'moons: is a sample of 2, expected 3',
    );
    const coloured = await sampleNamed(place('a.png'), [8, 8, 3], key);
    expect([coloured[0], coloured[3], coloured[4], coloured[5]]).toEqual([
      -1,
      ...[0, 0, 0].map(() => (2 * 4) / 255 - 1),
    ]);
  });
});

/** The shape that an npy file says. */
function openNpy(file: string): { shape: readonly number[] } {
  const [, shape = ''] = readFileSync(file, 'latin1').match(/shape['"]: ?[([]([^)\]]*)/) ?? [];
  return {
    shape: shape
      .split(',')
      .filter((n) => n.trim() !== '')
      .map(Number),
  };
}
