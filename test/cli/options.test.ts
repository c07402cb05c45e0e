import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { compareDefaults, compareOptions } from '../../src/cli/compareOptions.ts';
import { requireWritableFile, requireWritableFolder } from '../../src/cli/destination.ts';
import { read } from '../../src/cli/read.ts';
import { rerun } from '../../src/cli/rerun.ts';
import { scaleNote } from '../../src/cli/scaleNote.ts';
import { moons, points } from '../../src/data/index.ts';

const { data, ...usual } = compareDefaults;
const given = { ...usual, quiet: false };

test('the defaults are read', () => {
  expect(read(compareOptions, given)).toMatchObject({
    steps: [5, 10, 20, 50, 100],
    samples: 4096,
    score: 'both',
  });
});

test('digits are an integer seed, other text is text', () => {
  const seed = (text: string) => read(compareOptions, { ...given, seed: text }).seed;
  expect([seed('7'), seed('-7'), seed('seven'), seed('7.5')]).toEqual([7, -7, 'seven', '7.5']);
});

describe('bad options are refused in one line', () => {
  test.each([
    [
      { steps: '5,ten' },
      '--steps must be positive integers between commas such as 5,10,20, got "5,ten"',
    ],
    [{ steps: '' }, '--steps must be positive integers'],
    [{ steps: '0' }, '--steps must be positive integers'],
    [{ steps: '2.5' }, '--steps must be positive integers'],
    [{ steps: '-5' }, '--steps must be positive integers'],
    [{ samples: '7' }, '--samples must be an integer of at least 8, got "7"'],
    [{ samples: '1e9999' }, '--samples must be an integer of at least 8'],
    [{ trainSteps: 'many' }, '--train-steps must be a positive integer, got "many"'],
    [{ score: 'exat' }, 'unknown score "exat"; did you mean "exact"? Known: network, exact, both'],
    [{ backend: 'wsam' }, 'unknown backend "wsam"; did you mean "wasm"? Known: auto, '],
    [{ seed: '' }, '--seed must not be empty'],
    [{ limit: '' }, '--limit must not be empty'],
  ])('%j', (wrong, message) => {
    expect(() => read(compareOptions, { ...given, ...wrong })).toThrow(message);
  });
});

test('the command that repeats a comparison says what differs, and quotes for the shell', () => {
  const options = read(compareOptions, { ...given, solvers: 'ddim(eta=1),heun', samples: '100' });
  expect(rerun([data], options, { seed: 7, backend: 'wasm' })).toBe(
    "npx tfjs-sde compare eight-gaussians --solvers 'ddim(eta=1),heun' --samples 100 --seed 7 --backend wasm",
  );
  const limited = read(compareOptions, { ...given, limit: 'clip(range=2)' });
  expect(rerun([data], limited, { seed: 7 })).toBe(
    "npx tfjs-sde compare eight-gaussians --limit 'clip(range=2)' --seed 7",
  );
  expect(rerun(["it's.csv"], options, { seed: 'a b', backend: 'cpu' })).toContain(
    `'it'\\''s.csv' --solvers 'ddim(eta=1),heun' --samples 100 --seed 'a b' --backend cpu`,
  );
});

describe('destinations', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'destination-'));
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  afterAll(() => rmSync(folder, { recursive: true }));

  test('a folder that is not there can be made', () => {
    requireWritableFolder('--out', path.join(folder, 'a', 'b'));
    requireWritableFile('--json', path.join(folder, 'a', 'b.json'));
  });

  test('a file in the way, and a folder where a file should be, are refused', () => {
    expect(() => requireWritableFolder('--out', file)).toThrow(
      `--out must be a folder, ${file} is a file`,
    );
    expect(() => requireWritableFolder('--out', path.join(file, 'x'))).toThrow('must be a folder');
    expect(() => requireWritableFile('--json', folder)).toThrow(
      `--json must be a file, ${folder} is a folder`,
    );
  });

  test.skipIf(process.platform !== 'linux')('a place no one can write to is refused', () => {
    // even the superuser
    expect(() => requireWritableFolder('--out', '/proc/nothing')).toThrow('cannot be written to');
  });
});

test('data far from mean 0 and variance 1 are told, others are not', () => {
  const far = scaleNote(points('far.csv', Float64Array.of(10, 20, 30, 40), 2));
  expect(far).toContain('note: far.csv has mean 2');
  expect(scaleNote(moons())).toBe('');
});
