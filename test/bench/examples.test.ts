import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { carryOut, type Surroundings } from '../../bench/examples/carryOut.ts';
import { cases } from '../../bench/examples/cases/index.ts';
import { chosen } from '../../bench/examples/chosen.ts';
import { optionOf, wordsOf } from '../../bench/examples/commandLine.ts';
import { measuredText, passes, targetText } from '../../bench/examples/finding.ts';
import { openJournal } from '../../bench/examples/journal.ts';
import { diversityOf } from '../../bench/examples/measure/diversity.ts';
import { readImages } from '../../bench/examples/measure/images.ts';
import { pairedDifferenceOf, rateOf, ratioOf } from '../../bench/examples/measure/rate.ts';
import { realImages } from '../../bench/examples/measure/realImages.ts';
import { exampleOptions } from '../../bench/examples/options.ts';
import { withTable } from '../../bench/examples/pages.ts';
import type { Dataset } from '../../src/data/index.ts';
import type { Rows } from '../../src/noise/index.ts';
import { imageGrid, pngOf } from '../../src/report/index.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tfjs-sde-examples-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('command lines are parted as a shell parts them', () => {
  const line = 'train --model "unet(a=1, b=2)" --data "glyphs(labels=slant)" --out a/b';
  const words = ['train', '--model', 'unet(a=1, b=2)', '--data', 'glyphs(labels=slant)'];
  expect(wordsOf(line)).toEqual([...words, '--out', 'a/b']);
  expect(optionOf(line, '--out')).toBe('a/b');
  expect(optionOf(line, '--seed')).toBeUndefined();
});

describe('what is expected of a finding', () => {
  const found = { what: 'a', value: 0.93, error: 0.02, unit: 'share' } as const;
  test('is met at the limit, and by standard errors where that is asked', () => {
    expect(passes(found)).toBeUndefined();
    expect(passes({ ...found, least: 0.93 })).toBe(true);
    expect(passes({ ...found, least: 0.931 })).toBe(false);
    expect(passes({ ...found, least: 0.9, beyond: 2 })).toBe(false);
    expect(passes({ ...found, most: 0.96, beyond: 1 })).toBe(true);
    expect(passes({ ...found, most: 0.94, beyond: 1 })).toBe(false);
  });
  test('is told with its unit', () => {
    expect(measuredText(found)).toBe('93.0 ± 2.0 %');
    expect(measuredText({ ...found, unit: 'ms' })).toBe('0.9 ± 0.0 ms');
    expect(targetText({ ...found, least: 0.9, beyond: 2 })).toBe(
      'at least 90.0 %, by 2 standard errors',
    );
    expect(targetText(found)).toBe('');
  });
});

describe('measures', () => {
  test('a rate has the error of the Beta distribution, also where all looks agree', () => {
    // Beta(k + 1, n - k + 1) of n = 3: mean q = 4/5, variance q (1 - q) / (n + 3) = 0.16 / 6
    const all = rateOf([true, true, true]);
    expect(all.value).toBe(1);
    expect(all.error).toBeCloseTo(Math.sqrt(0.16 / 6), 12);
    const quarter = rateOf(Array.from({ length: 400 }, (_, i) => i % 4 === 0));
    expect(quarter.value).toBe(0.25);
    expect(quarter.error).toBeCloseTo(Math.sqrt((0.25 * 0.75) / 400), 3);
  });
  test('a ratio has the error of its logarithm, times itself', () => {
    const { value, error } = ratioOf({ value: 3, error: 0.3 }, { value: 4, error: 0.2 });
    expect(value).toBe(0.75);
    expect(error).toBeCloseTo(0.75 * Math.hypot(0.1, 0.05), 12);
  });
  test('what pairs have in common does not count to the error of their difference', () => {
    expect(pairedDifferenceOf([5, 9, 1], [3, 7, -1])).toEqual({ value: 2, error: 0 });
  });
  test('diversity is the mean distance within each class alone', () => {
    const at = (x: number, y: number): Float32Array => Float32Array.of(x, y);
    const features = [at(0, 0), at(100, 0), at(3, 4), at(100, 2), at(0, 0)];
    expect(diversityOf(features, [0, 1, 0, 1, 0], 2)).toEqual([10 / 3, 2]);
  });
  test('real images that are drawn more than once count once, with their classes', () => {
    const rows = ({ first, count }: Rows): number[] =>
      Array.from({ length: count }, (_, i) => (first + i) % 5);
    const data: Dataset = {
      ...{ name: 'five', about: 'five images', options: {}, shape: [1, 2, 1], dimension: 2 },
      draw: (_, of) => Float64Array.from(rows(of).flatMap((row) => [row, -row])),
      labels: { classes: [...'abcde'], draw: (_, of) => Int32Array.from(rows(of)) },
    };
    const { images, labels } = realImages(data);
    expect([images.count, [...labels]]).toEqual([5, [0, 1, 2, 3, 4]]);
    expect([...images.values]).toEqual([0, -0, 1, -1, 2, -2, 3, -3, 4, -4]);
  });
  test('images of a grid are read as they were drawn, to a half of 1/255 of the range', async () => {
    const file = path.join(folder, 'grid.png');
    const values = Float32Array.from({ length: 6 * 16 }, (_, i) => Math.sin(i));
    for (const scale of [1, 3]) {
      writeFileSync(file, await pngOf(imageGrid(values, [4, 4, 1], { columns: 3, scale })));
      const read = await readImages(file, { size: 4, columns: 3 });
      expect([read.count, read.shape]).toEqual([6, [4, 4, 1]]);
      const apart = read.values.map((value, i) => Math.abs(value - (values[i] as number)));
      expect(Math.max(...apart)).toBeLessThan(1 / 255 + 1e-6);
    }
    await expect(readImages(file, { size: 4, columns: 5 })).rejects.toThrow(
      'expected 5 grey images of 4 x 4 pixels in a row',
    );
  });
});

describe('commands', () => {
  const file = path.join(folder, 'a.png');
  const line = `sample runs/a --out ${file}`;
  const around = async (start: Surroundings['start'], said: string[] = []) => ({
    journal: await openJournal(folder),
    signal: new AbortController().signal,
    say: (text: string) => said.push(text),
    now: () => 1000 * said.length,
    ...(start && { start }),
  });

  test('are shown, and not done again once what they made is there', async () => {
    const said: string[] = [];
    const started: string[][] = [];
    const surroundings = await around(async (args) => {
      started.push([...args]);
      writeFileSync(file, '');
      return { seconds: 3 };
    }, said);
    await surroundings.journal.note(`sample runs/b --out ${file}`, { spent: 1, isDone: false });
    await carryOut(line, surroundings);
    await carryOut(line, { ...surroundings, journal: await openJournal(folder) });
    expect(started).toEqual([['sample', 'runs/a', '--out', file, '--json']]);
    expect(said).toEqual([`\n$ npx tfjs-sde ${line}`]);
    expect((await openJournal(folder)).maker(file)?.seconds).toBe(3);
    rmSync(file);
    await carryOut(line, surroundings);
    expect(started.length).toBe(2);
  });

  test('that were stopped go on, and all the time they took counts', async () => {
    const out = path.join(folder, 'run');
    const training = `train --steps 2 --out ${out}`;
    let [clock, isStopped] = [0, true];
    const surroundings = {
      ...(await around(async (args) => {
        clock += 5000;
        if (isStopped) throw new Error('stopped');
        expect(args).toEqual([...wordsOf(training), '--json', '--resume']);
        return {};
      })),
      now: () => clock,
    };
    await expect(carryOut(training, surroundings)).rejects.toThrow('stopped');
    isStopped = false;
    await carryOut(training, surroundings);
    expect(surroundings.journal.of(training)).toEqual({ spent: 10, isDone: true });
  });

  test('that draw from a run are done again once it is trained anew', async () => {
    const { journal } = await around(undefined);
    const done = { spent: 1, isDone: true };
    writeFileSync(file, '');
    await journal.note(line, done);
    await journal.note('train --out runs/b', done);
    expect(journal.isDone(line)).toBe(true);
    await journal.note('train --out runs/a', done);
    expect(journal.isDone(line)).toBe(false);
    expect((await openJournal(folder)).of(line)).toBeUndefined();
  });

  test('a journal that cannot be read is named', async () => {
    const other = mkdtempSync(path.join(folder, 'other-'));
    writeFileSync(path.join(other, 'journal.json'), '{"a": 1}');
    await expect(openJournal(other)).rejects.toThrow('journal.json: cannot be read; remove it');
  });
});

describe('choosing', () => {
  test('what a case needs comes before it, and extra ones are asked for', () => {
    const names = (...given: string[]) => chosen(given, cases).map(({ name }) => name);
    expect(names('latent-diffusion')).toEqual([
      ...['recognisers', 'classifier-free-guidance', 'latent-diffusion'],
    ]);
    expect(names()).toEqual(
      cases.filter(({ isExtra }) => isExtra !== true).map(({ name }) => name),
    );
    expect(() => names('ddmp')).toThrow('unknown example "ddmp"; did you mean "ddpm"?');
  });
  test('options that do not go together are refused', () => {
    expect(exampleOptions(['--foreign']).foreign).toEqual({
      ...{ data: 'glyphs', out: 'runs/foreign', steps: 1500, channels: '24-48-48', samples: 128 },
    });
    expect(exampleOptions(['ddpm', '--list'])).toMatchObject({
      ...{ names: ['ddpm'], list: true, out: 'runs/examples' },
    });
    expect(() => exampleOptions(['--foreign', 'edm'])).toThrow('leave out edm');
    expect(() => exampleOptions(['--steps', '3'])).toThrow('--steps belongs to --foreign');
    expect(() => exampleOptions(['--foreign', '--channels', '12-24-24'])).toThrow(
      '--channels must be three multiples of 8 such as 24-48-48, got 12-24-24',
    );
  });
});

test('a table takes the place of the last', () => {
  const of = (value: number) => ({
    ...{ name: 'a', seconds: 1 },
    findings: [{ what: 'b', value, error: 0.01, unit: 'number', least: 0.5 } as const],
  });
  const page = 'before\n<!-- table -->\n<!-- end -->\nafter';
  const [one, two] = [withTable(page, of(0.6)), withTable(withTable(page, of(0.7)), of(0.6))];
  expect(two).toBe(one);
  expect(one).toContain('| b | 0.60 ± 0.01 | at least 0.50 |');
  expect(one.endsWith('\nafter')).toBe(true);
});
