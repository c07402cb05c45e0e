import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blocksOf, moons, points, someOf } from '../../src/data/index.ts';
import { measure, metrics, wasserstein } from '../../src/metrics/index.ts';
import { keyOf } from '../../src/noise/index.ts';
import { told } from './collected.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'measure-'));
afterAll(() => rmSync(folder, { recursive: true }));
const place = (name: string): string => path.join(folder, name);

const key = keyOf('measure');
const drawn = moons().draw(key, { first: 0, count: 60 });
const moved = drawn.map((value, i) => value + (i % 2 === 0 ? 3 : 4));
const csv = (values: Float64Array): string =>
  Array.from(
    { length: values.length / 2 },
    (_, i) => `${values[2 * i]},${values[2 * i + 1]}\n`,
  ).join('');

beforeAll(() => {
  writeFileSync(place('drawn.csv'), csv(drawn));
  writeFileSync(place('moved.csv'), csv(moved));
  writeFileSync(place('space.csv'), '1,2,3\n4,5,6\n');
});

describe('tfjs-sde measure', () => {
  test('holds files against each other whole, and says what it measured', async () => {
    const { code, out, err } = await told(
      ...['measure', place('moved.csv'), place('drawn.csv'), '--metrics', 'wasserstein,energy'],
      ...['--json', '--quiet'],
    );
    expect([code, err]).toEqual([0, '']);
    const facts = JSON.parse(out);
    expect(facts.counts).toEqual({ samples: 60, reference: 60 });
    expect(facts.dimension).toBe(2);
    expect(Object.keys(facts.values)).toEqual(['wasserstein', 'energy']);
    // a move by (3, 4) is 5 far
    expect(facts.values.wasserstein.value).toBeCloseTo(5, 9);
    expect(facts.refused).toEqual({});
  });

  test('a table with errors, progress beside it, and what could not be measured', async () => {
    const { code, out, err } = await told('measure', place('moved.csv'), 'moons', '-n', '10');
    expect(code).toBe(0);
    expect(out).toContain(`${place('moved.csv')} (10) against moons (10), values of each: 2`);
    expect(out).toMatch(/^metric +value +error\n/m);
    expect(out).toMatch(/^wasserstein +\d\.\d\d +± /m);
    expect(out).toContain(
      'neighbourhoods: not measured; precision and recall: each set needs at least 12',
    );
    // the law of moons is not known
    const able = metrics.filter(({ needsLaw }) => needsLaw !== true);
    expect(err).toContain(`measuring 1/${able.length}`);
  });

  test('the same seed measures the same', async () => {
    const once = () => told('measure', 'moons', 'circles', '-n', '50', '--seed', 'a', '--json');
    expect((await once()).out).toBe((await once()).out);
    const other = await told('measure', 'moons', 'circles', '-n', '50', '--seed', 'b', '--json');
    expect(other.out).not.toBe((await once()).out);
  });

  test('by features of a classifier of clean images, its spatial ones too', async () => {
    const judge = place('judge');
    const { code, out } = await told(
      ...['train', '--model', 'classifier(noisy=false,channels=8-16,groups=4)', '--steps', '2'],
      ...['--data', 'glyphs(characters=digits)', '--batch', '4', '--quiet', '--backend', 'wasm'],
      ...['--out', judge],
    );
    expect(code).toBe(0);
    expect(out).toContain(`measure samples.npy 'glyphs(characters=digits)' --features ${judge}`);
    const by = async (...more: string[]) => {
      const set = 'glyphs(characters=digits)';
      const how = ['--features', judge, '--backend', 'wasm', '--metrics', 'frechet,kid'];
      const seen = await told(
        'measure',
        set,
        set,
        '-n',
        '80',
        ...how,
        ...more,
        '--json',
        '--quiet',
      );
      expect([seen.code, seen.err]).toEqual([0, '']);
      return JSON.parse(seen.out);
    };
    const [plain, spatial] = [await by(), await by('--spatial')];
    // 16 channels of 8 x 8 pixels: one channel is kept
    expect([plain.dimension, spatial.dimension]).toEqual([16, 64]);
    expect(Object.keys(plain.values)).toEqual(['frechet', 'kid']);
    const wrong = await told('measure', 'moons', 'moons', '--features', judge, '--backend', 'wasm');
    expect([wrong.code, wrong.err]).toEqual([
      2,
      `tfjs-sde: ${judge}: sees images of 16 x 16 x 1, trained on glyphs(characters=digits); these samples have 2 values\n`,
    ]);
  });
});

test('metrics are listed, with how many samples they take', async () => {
  const { out } = await told('metrics', '--json');
  expect(JSON.parse(out).map(({ name }: { name: string }) => name)).toEqual(
    metrics.map(({ name }) => name),
  );
  expect((await told('metrics')).out).toMatch(/^wasserstein +to 2000 /m);
});

describe('samples to measure with', () => {
  test('of a finite set each at most once, in its order where all are taken', () => {
    const set = points(
      'ten',
      Float64Array.from({ length: 10 }, (_, i) => i),
      1,
    );
    expect([...someOf(set, key, 10)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const some = someOf(set, key, 6);
    expect(new Set(some).size).toBe(6);
    expect(someOf(set, keyOf('another'), 6)).not.toEqual(some);
    expect(someOf(moons(), key, 60)).toEqual(drawn);
  });

  test('in blocks they are the same samples', () => {
    const set = points(
      'ten',
      Float64Array.from({ length: 20 }, (_, i) => i),
      2,
    );
    const joined = (data: typeof set, most: number) =>
      [...blocksOf(data, key, most, 3)].flatMap((block) => [...block]);
    for (const [data, most] of [
      [set, 7],
      [set, 12],
      [moons(), 10],
    ] as const) {
      expect(joined(data, most)).toEqual([...someOf(data, key, most)]);
    }
  });

  test('measure leaves out by default what would take minutes, unless it is asked for', async () => {
    const many = moons().draw(key, { first: 0, count: 600 });
    const of = { dimension: 2, key };
    const { values } = await measure(many, many, of);
    expect(Object.keys(values)).not.toContain('sinkhorn');
    const asked = await measure(drawn, moved, { ...of, names: ['wasserstein'] });
    expect(asked.values).toEqual({ wasserstein: wasserstein(drawn, moved, of) });
  });
});
