import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { metrics } from '../../src/metrics/index.ts';
import { writeGraphModel } from '../features/graphModel.ts';
import { told } from './collected.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'measure-bad-'));
afterAll(() => rmSync(folder, { recursive: true }));
const place = (name: string): string => path.join(folder, name);
const put = (name: string, text: string): string => {
  writeFileSync(place(name), text);
  return place(name);
};
const rows = (count: number, row: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => `${row(i)}\n`).join('');
const measure = (...args: string[]) => told('measure', ...args, '--backend', 'wasm', '--quiet');

/** Refused in one line, on stderr alone, with nothing written beside the inputs. */
async function refused(args: readonly string[], message: string): Promise<void> {
  const before = readdirSync(folder);
  const { code, out, err } = await measure(...args);
  expect(err).toContain(message);
  expect([code, out, err.split('\n').length]).toEqual([2, '', 2]);
  expect(err).toMatch(/^tfjs-sde: /);
  expect(readdirSync(folder)).toEqual(before);
}

/** A law in the plane is known, so that nll is measured too. */
const law = 'eight-gaussians';
/** The fewest samples of two values, and what a set of one point repeated gives: a number, or why there is none. */
const facts: Readonly<Record<string, readonly [least: number, ofOnePoint: number | string]>> = {
  'sliced-wasserstein': [4, 0],
  energy: [4, 0],
  mmd: [4, 'the bandwidth must be above 0, the median distance is 0'],
  wasserstein: [2, 0],
  sinkhorn: [4, 0],
  frechet: [3, 0],
  'frechet-infinity': [6, 0],
  kid: [4, 0],
  neighbourhoods: [12, 0],
  nll: [2, 'nll: needs a reference whose law is known'],
};

test('every metric is in the table', () => {
  expect(Object.keys(facts)).toEqual(metrics.map(({ name }) => name));
});

describe.each(Object.entries(facts))('%s', (name, [least, ofOnePoint]) => {
  const by = ['--metrics', name];

  test('of too few samples', async () => {
    const few = put(
      'few.csv',
      rows(least - 1, (i) => `${i},${i * i}`),
    );
    await refused(
      [few, law, ...by],
      `needs at least ${least} samples of 2 values, got ${2 * (least - 1)} values`,
    );
    const enough = put(
      'enough.csv',
      rows(least, (i) => `${i / 9},${(i * i) / 99}`),
    );
    expect((await measure(enough, law, ...by)).code).toBe(0);
  });

  test('of sets of two widths', async () => {
    const wide = put(
      'wide.csv',
      rows(20, (i) => `${i},1,2`),
    );
    await refused(
      [wide, law, ...by],
      `wide.csv: samples of 3 values cannot be held against the 2 of ${law}`,
    );
  });

  test.each(['NaN', 'inf', '-Infinity'])('of %s', async (value) => {
    const bad = put('bad.csv', `0,1\n2,${value}\n`);
    await refused([bad, law, ...by], `bad.csv:2: value 2 must be a finite number, got "${value}"`);
  });

  test('of sets without spread', async () => {
    const point = put(
      'point.csv',
      rows(20, () => '1,2'),
    );
    if (typeof ofOnePoint === 'string') return refused([point, point, ...by], ofOnePoint);
    const { code, out } = await measure(point, point, ...by, '--json');
    expect(code).toBe(0);
    const { values } = JSON.parse(out);
    expect((values[name] ?? values.precision).value).toBeCloseTo(ofOnePoint, 12);
  });
});

describe('measure is refused in one line', () => {
  const graph = writeGraphModel(place('graph'));
  const judge = place('judge');
  const [points, imported] = [place('points'), place('imported')];
  beforeAll(async () => {
    const few = ['--steps', '2', '--batch', '4', '--backend', 'wasm', '--quiet'];
    const glyphs = ['--data', 'glyphs(characters=digits)', ...few, '--out'];
    await told('train', '--model', 'classifier(noisy=false,channels=4,groups=2)', ...glyphs, judge);
    await told('train', '--model', 'classifier(channels=4,groups=2)', ...glyphs, place('noisy'));
    put(
      'data.csv',
      rows(20, (i) => `${i / 20},${Math.sin(i)}`),
    );
    const small = ['--model', 'mlp(width=4,depth=1)', ...few];
    await told('train', '--data', place('data.csv'), ...small, '--out', place('changed'));
    await told('train', '--data', 'moons', ...small, '--out', points);
    put(
      'data.csv',
      rows(20, (i) => `${i},0`),
    );
    mkdirSync(imported);
    const config = {
      kind: 'imported',
      format: 1,
      from: './cats',
      unet: {},
      scheduler: null,
      versions: {},
    };
    put('imported/config.json', JSON.stringify(config));
    mkdirSync(place('empty'));
  });

  const digits = 'glyphs(characters=digits)';
  test.each<[string, () => string[], string]>([
    [
      'an unknown metric',
      () => ['moons', 'moons', '--metrics', 'kit'],
      'unknown metric "kit"; did you mean "kid"?',
    ],
    ['an unknown metric of a run', () => [points, '--metrics', 'fid'], 'unknown metric "fid"'],
    [
      'a file that is not there',
      () => ['nowhere.csv', 'moons'],
      'nowhere.csv: there is no such file or folder',
    ],
    [
      'no reference',
      () => ['moons'],
      'moons: is no run, whose data would be the reference; name one after it',
    ],
    ['a run as the reference', () => ['moons', points], 'is a run folder, expected data'],
    [
      'how to draw what is no run',
      () => ['moons', 'moons', '--guidance-interval', '0,1'],
      '--guidance-interval: moons is no run to draw samples of',
    ],
    [
      'nll of data whose law is not known',
      () => ['moons', 'moons', '--metrics', 'energy,nll'],
      'nll: needs a reference whose law is known',
    ],
    [
      'nll of a run of such data',
      () => [points, '--metrics', 'nll'],
      'nll: needs a reference whose law is known',
    ],
    [
      'nll of features',
      () => [law, law, '--metrics', 'nll', '--features', graph],
      'nll: needs a reference whose law is known',
    ],
    [
      'a run without data',
      () => [imported],
      'was imported without data to hold its samples against',
    ],
    ['a run whose data have changed', () => [place('changed')], 'has changed since'],
    ['a run of no samples', () => [judge], 'holds a classifier, which no solver samples'],
    [
      'a run of another width',
      () => [points, digits],
      'samples of 2 values cannot be held against the 256 of',
    ],
    ['a class of a run without', () => [points, '--class', '3'], '--class: the network of'],
    [
      'a solver that is not known',
      () => [points, '--solver', 'huen'],
      'unknown solver "huen"; did you mean "heun"?',
    ],
    ['--spatial alone', () => ['moons', 'moons', '--spatial'], '--spatial: got no --features'],
    [
      '--input-size alone',
      () => ['moons', 'moons', '--input-size', '9'],
      '--input-size: got no --features',
    ],
    [
      'a range that falls',
      () => [digits, digits, '--features', graph, '--input-range', '1,0'],
      '--input-range must be two numbers',
    ],
    [
      'a layer of a classifier',
      () => [digits, digits, '--features', judge, '--layer', 'a'],
      '--layer: is of graph models',
    ],
    [
      'a layer that is not there',
      () => [digits, digits, '--features', graph, '--layer', 'poole'],
      'did you mean pooled?',
    ],
    [
      'spatial features without pixels',
      () => [digits, digits, '--features', graph, '--spatial'],
      'without pixels; name a --layer',
    ],
    ['features of points', () => [points, '--features', judge], 'sees images of 16 x 16 x 1'],
    [
      'features of noisy images',
      () => [digits, digits, '--features', place('noisy')],
      'is a classifier of noisy images',
    ],
    [
      'features of a denoiser',
      () => [digits, digits, '--features', points],
      'holds a mlp, expected a classifier',
    ],
    [
      'features of nothing',
      () => [digits, digits, '--features', place('empty')],
      'holds neither the run of a classifier nor a model.json',
    ],
    [
      'fewer samples than features',
      () => [digits, digits, '-n', '3', '--features', graph, '--metrics', 'frechet'],
      'measure: Frechet distance: each set needs at least 4',
    ],
  ])('%s', (_, args, message) => refused(args(), message));
});
