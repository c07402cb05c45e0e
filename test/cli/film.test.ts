import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decode } from 'fast-png';
import Npy from 'npyjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { glyphs } from '../../src/data/index.ts';
import { foldIn, keyOf } from '../../src/noise/index.ts';
import { ve } from '../../src/problem/index.ts';
import { imageGrid, type Raster } from '../../src/report/index.ts';
import { chunksIn, still } from '../report/chunks.ts';
import { crop } from '../report/crop.ts';
import { told } from './collected.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'film-'));
afterAll(() => rmSync(folder, { recursive: true }));
const place = (name: string): string => path.join(folder, name);

/** An array of an .npy file. */
async function arrayIn(name: string): Promise<{ shape: number[]; values: ArrayLike<number> }> {
  const { buffer } = Uint8Array.from(readFileSync(place(name)));
  const { data, shape } = await new Npy().load(buffer);
  return { shape, values: data as Float32Array };
}
const wasm = ['--backend', 'wasm'];
const [digits, points] = [place('digits'), place('points')];
const shape = [16, 16, 1];

beforeAll(async () => {
  const model = ['--model', 'mlp(width=16,depth=1)', '--steps', '3', '--batch', '8', '--quiet'];
  for (const [data, out] of [
    ['glyphs(characters=digits)', digits],
    ['moons', points],
  ] as const) {
    const { code, err } = await told('train', '--data', data, ...model, ...wasm, '--out', out);
    expect([code, err]).toEqual([0, '']);
  }
});

/** The panels of a frame of `samples` images in `columns`, each pixel as `scale` of them. */
function panels(frame: Raster, samples: number, columns: number, scale: number): Raster[] {
  const size = imageGrid(new Float64Array(samples * 256), shape, { columns, scale });
  return [10, 10 + size.width + 14].map((left) => crop(frame, [left, 61], size));
}

describe('tfjs-sde sample --out film.apng', () => {
  const sampled = (file: string, ...args: string[]) =>
    told('sample', digits, ...wasm, '--seed', 'a', '--quiet', ...args, '--out', place(file));

  test('films the draw whose samples .npy holds, in any batch, and says so', async () => {
    const how = ['-n', '6', '--columns', '3', '--steps', '5'];
    const { code, err, out } = await sampled('film.apng', ...how, '--batch', '4');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^\S+film\.apng: 6 frames of 6 samples of \S+digits after 3 training/);
    await sampled('whole.apng', ...how);
    const bytes = readFileSync(place('film.apng'));
    expect(readFileSync(place('whole.apng')).equals(bytes)).toBe(true);
    await sampled('samples.npy', ...how);
    const { values } = await arrayIn('samples.npy');
    // 320 pixels across are six for each of 3 x 17
    const grid = imageGrid(values, shape, { columns: 3, scale: 6 });
    const chunks = chunksIn(bytes);
    for (const last of [still(chunks, 5), bytes]) {
      for (const { data } of panels(decode(last) as Raster, 6, 3, 6)) {
        expect(Buffer.from(data).equals(Buffer.from(grid.data))).toBe(true);
      }
    }
  });

  test('a solver that learned no variance, a limit and restarts are filmed as they are', async () => {
    const how = ['-n', '2', '--steps', '6', '--limit', 'clip(range=0.5)', '--json'];
    const solver = ['--solver', 'ddim(eta=1)@restart(restarts=1)'];
    const { code, out } = await sampled('limited.apng', ...how, ...solver, '--frames', '4');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ samples: 2, frames: 4, limit: 'clip(range=0.5)' });
    const chunks = chunksIn(readFileSync(place('limited.apng')));
    expect(chunks.filter(({ type }) => type === 'fcTL')).toHaveLength(4);
    for (const i of [0, 1, 2, 3]) {
      const [, estimates] = panels(decode(still(chunks, i)) as Raster, 2, 2, 8);
      // x0 within [-0.5, 0.5] is grey from 64 to 191, but for the lines between, which are 128
      for (const grey of estimates?.data ?? []) expect(Math.abs(grey - 127.5)).toBeLessThan(64.5);
    }
  });

  test('64 samples are an animation, 1000 a file of numbers, unless told otherwise', async () => {
    const count = async (file: string): Promise<number> =>
      JSON.parse((await sampled(file, '--steps', '1', '--json')).out).samples;
    expect([await count('usual.apng'), await count('usual.npy')]).toEqual([64, 1000]);
  });

  test.each([
    [
      [points, '--out', 'x.apng'],
      '--out x.apng: needs pictures of shape [height, width, 1 or 3], got samples of shape [2]',
    ],
    [[digits, '--out', 'x.apng', '--frames', '1'], '--frames must be an integer of at least 2'],
    [[digits, '--out', 'x.png', '--frames', '9'], 'give an --out that ends in .apng'],
    [[digits, '--out', 'x.apng', '-n', '2000'], 'at most 1024 samples, got 2000'],
  ])('%j is refused in one line', async (args, message) => {
    const { code, err } = await told('sample', ...args, ...wasm);
    expect(err).toContain(message);
    expect([code, err.split('\n').length, existsSync('x.apng')]).toEqual([2, 2, false]);
  });
});

describe('tfjs-sde noise', () => {
  test('.npy holds paths that begin at the data, .png the same as pictures', async () => {
    const times = [0, 0.4, 0.6, 1];
    const how = ['noise', 'glyphs', '--schedule', 've', '-n', '3', '--times', times.join(',')];
    const seed = ['--seed', '5'];
    const { code, err, out } = await told(...how, ...seed, '--out', place('paths.npy'));
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe(`${place('paths.npy')}: 3 pictures of glyphs at 4 times of ve, seed 5\n`);
    const { shape: whole, values } = await arrayIn('paths.npy');
    expect(whole).toEqual([3, 4, 16, 16, 1]);
    const drawn = glyphs().draw(foldIn(keyOf(5), 'data'), { first: 0, count: 3 });
    for (const path of [0, 1, 2]) {
      const first = Array.from({ length: 256 }, (_, i) => values[path * 1024 + i]);
      expect(first).toEqual(Array.from(drawn.slice(path * 256, path * 256 + 256), Math.fround));
    }
    await told(...how, ...seed, '--out', place('paths.png'));
    const strip = decode(readFileSync(place('paths.png'))) as Raster;
    // of noise that explodes pictures are x / sqrt(1 + sigma^2); 8 pixels for one
    const shown = Array.from(values, (value, i) => {
      const sigma = ve().sigma(times[Math.floor(i / 256) % 4] as number);
      return value / Math.hypot(1, sigma);
    });
    const grid = imageGrid(shown, shape, { columns: 4, scale: 8 });
    expect(Buffer.from(crop(strip, [68, 40], grid).data).equals(Buffer.from(grid.data))).toBe(true);
  });

  test('a run is noised by its own schedule, at times that are asked for', async () => {
    const out = ['--times', '0,0.25,1', '--out', place('run.png'), '--json', '-n', '2'];
    const { code, out: said } = await told('noise', digits, ...out);
    expect(code).toBe(0);
    expect(JSON.parse(said)).toMatchObject({ schedule: 'vp', samples: 2, times: [0, 0.25, 1] });
    const other = await told('noise', digits, ...out, '--schedule', 've');
    expect(other.err).toContain('was trained on vp; leave --schedule out');
  });

  test.each([
    [['moons'], 'noise moons: needs pictures of shape [height, width, 1 or 3], got'],
    [['glyph'], 'unknown data set "glyph"; did you mean "glyphs"?'],
    [['--times', '0,0.5,0.5'], 'times on schedule vp must rise within [0, 1], got 0.5 after 0.5'],
    [['--times', '0,2'], 'got 2 after 0'],
    [['--times', '0,1', '--columns', '3'], '--columns and --times: got both'],
    [['--columns', '1'], '--columns must be an integer of at least 2, got "1"'],
    [['--schedule', 'vpp'], 'unknown schedule "vpp"'],
    [['--out', 'x.svg'], '--out must end in .png, .npy, got "x.svg"'],
  ])('%j is refused in one line', async (args, message) => {
    const { code, err } = await told('noise', '--out', place('refused.png'), ...args);
    expect(err).toContain(message);
    expect([code, err.split('\n').length]).toEqual([2, 2]);
    expect(existsSync(place('refused.png'))).toBe(false);
  });
});
