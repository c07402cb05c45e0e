import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { eightGaussians } from '../../src/problem/index.ts';
import { scales, writeGraphModel } from '../features/graphModel.ts';
import { collected, told } from './collected.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'measure-run-'));
afterAll(() => rmSync(folder, { recursive: true }));
const place = (name: string): string => path.join(folder, name);
const wasm = ['--backend', 'wasm'];
const factsOf = async (...args: string[]) => {
  const { code, out, err } = await told('measure', ...args, ...wasm, '--json', '--quiet');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
};

const trained = place('run');
beforeAll(async () => {
  const { code } = await told(
    ...['train', '--data', 'eight-gaussians', '--model', 'mlp(width=16,depth=2)'],
    ...['--steps', '20', '--batch', '32', '--quiet', '--out', trained, ...wasm],
  );
  expect(code).toBe(0);
});

describe('tfjs-sde measure of a run', () => {
  const how = ['-n', '60', '--seed', 'a', '--solver', 'heun@karras', '--steps', '3'];

  test('is that of the samples that sample draws, against the data it was trained on', async () => {
    const file = place('drawn.npy');
    const drawn = await told('sample', trained, ...how, ...wasm, '--out', file, '--quiet');
    expect(drawn.code).toBe(0);
    const ofFile = await factsOf(file, 'eight-gaussians', '-n', '60', '--seed', 'a');
    const ofRun = await factsOf(trained, ...how, '--batch', '7');
    expect(ofRun.values).toEqual(ofFile.values);
    expect([ofRun.samples, ofRun.reference, ofFile.drawn]).toEqual([
      trained,
      'eight-gaussians',
      undefined,
    ]);
    expect(ofRun.counts).toEqual({ samples: 60, reference: 60 });
    // two calls a step, one in the last
    expect(ofRun.drawn).toEqual({
      trainedSteps: 20,
      solver: 'heun',
      grid: 'karras',
      steps: 3,
      evaluations: 5,
    });
  });

  test('against other data, in words, with progress of both', async () => {
    const { code, out, err } = await told(
      'measure',
      trained,
      'moons',
      ...how,
      ...wasm,
      '--metrics',
      'energy',
    );
    expect(code).toBe(0);
    expect(out).toContain(
      `${trained} (60; drawn after 20 training steps, heun in 3 steps, seed a) against moons (60), values of each: 2\n`,
    );
    expect(err).toMatch(/^sampling 0\/3 [\s\S]*measuring 0\/1 /);
  });

  test('Ctrl-C while samples are drawn leaves nothing on stdout', async () => {
    const { terminal, abort, out, err } = collected();
    abort();
    expect(await run(['measure', trained, ...how, ...wasm, '--quiet'], terminal)).toBe(130);
    expect([out(), err()]).toEqual(['', 'stopped; nothing was measured\n']);
  });
});

test('nll is that of the law of the reference, within four errors that of its own draws', async () => {
  const { values } = await factsOf(
    'eight-gaussians',
    'eight-gaussians',
    '-n',
    '500',
    '--metrics',
    'nll',
  );
  // Gaussians that do not overlap: ln 8 + ln(2 pi sd^2) + 1
  const { dimension } = eightGaussians();
  expect(dimension).toBe(2);
  const exact = Math.log(8) + Math.log(2 * Math.PI * 0.1 ** 2) + 1;
  expect(Math.abs(values.nll.value - exact)).toBeLessThan(4 * values.nll.error);
});

test('by features of a graph model: the mean of a grey image three times, by what its channels are multiplied', async () => {
  const model = writeGraphModel(place('graph'));
  const glyphs = (n: string) => [
    'glyphs(characters=digits)',
    'glyphs(characters=letters)',
    '-n',
    n,
    '--seed',
    '3',
  ];
  const facts = await factsOf(
    ...glyphs('40'),
    '--features',
    model,
    '--metrics',
    'sliced-wasserstein,kid',
  );
  expect([facts.features, facts.dimension, facts.counts.samples]).toEqual([model, 3, 40]);
  // features are multiples of one direction: in the range of twice the width all distances are twice as large
  const wide = await factsOf(
    ...glyphs('40'),
    ...[
      '--features',
      model,
      '--input-range',
      '-2,2',
      '--metrics',
      'sliced-wasserstein',
      '--layer',
      'scaled',
    ],
  );
  const [one, two] = [facts, wide].map(({ values }) => values['sliced-wasserstein'].value);
  expect(two / one).toBeCloseTo(2, 5);
  expect([wide.layer, wide.inputRange, scales.length]).toEqual(['scaled', [-2, 2], 3]);
  const spatial = await factsOf(
    ...glyphs('10'),
    ...['--features', model, '--spatial', '--layer', 'scaled', '--input-size', '4'],
    ...['--metrics', 'energy'],
  );
  expect([spatial.dimension, spatial.spatial, spatial.inputSize]).toEqual([48, true, 4]);
});
