import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { networkDenoiser } from '../../models/index.ts';
import { euler } from '../../solvers/index.ts';
import { glyphs, moons } from '../../src/data/index.ts';
import { readNpy, writePoints } from '../../src/io/index.ts';
import { foldIn, keyOf } from '../../src/noise/index.ts';
import { logLikelihood } from '../../src/probabilityFlow/index.ts';
import { openRun } from '../../src/run/index.ts';
import { tinyFolder } from '../diffusers/tiny.ts';
import { told } from './collected.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'likelihood-'));
afterAll(() => rmSync(folder, { recursive: true }));
const place = (name: string): string => path.join(folder, name);

const wasm = ['--backend', 'wasm', '--quiet'];
const likelihood = (...args: string[]) => told('likelihood', ...args, ...wasm);
async function factsOf(...args: string[]) {
  const { code, out, err } = await likelihood(...args, '--json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
}

const trained = place('moons');
const imported = place('imported');
/** Bytes of images of 8 x 8 pixels. */
const bytes = Uint8Array.from({ length: 3 * 64 }, (_, i) => (i * 37) % 256);
const images = Float32Array.from(bytes, (byte) => (2 * byte) / 255 - 1);

beforeAll(async () => {
  const model = ['--model', 'mlp(width=16,depth=2,features=4)', '--steps', '20'];
  const made = [
    await told('train', '--data', 'moons', ...model, '--out', trained, ...wasm),
    await told('import', tinyFolder, '--out', imported),
  ];
  expect(made.map(({ code }) => code)).toEqual([0, 0]);
  await writePoints(place('images.npy'), images, [3, 8, 8, 1]);
  await writePoints(
    place('between.npy'),
    images.map((v) => v * 0.999),
    [3, 8, 8, 1],
  );
});

describe('tfjs-sde likelihood', () => {
  test('of a law that is known is near its exact value, and says how it came about', async () => {
    const facts = await factsOf('eight-gaussians', 'eight-gaussians', '-n', '60', '--steps', '100');
    // smoothing by 0.0105 where a component has sd 0.105 moves ln p by up to 0.01 |z|^2 / 2
    expect(Math.abs(facts.logLikelihoodNats.value - facts.exactNats)).toBeLessThan(0.01);
    const { value, error } = facts.logLikelihoodNats;
    expect(facts.bitsPerDimension.value).toBeCloseTo(-value / (2 * Math.LN2), 12);
    expect(facts.bitsPerDimension.error).toBeCloseTo(error / (2 * Math.LN2), 12);
    expect(facts).toMatchObject({
      ...{ samples: 60, dimension: 2, schedule: 'vp', trace: 'exact', probes: 0 },
      ...{ solver: 'rk4', steps: 100, evaluations: 1200, dequantised: false, seed: 0 },
    });
    const { out } = await likelihood('gaussian', 'gaussian', '-n', '20', '--schedule', 'edm');
    expect(out).toMatch(/^log-likelihood in nats {2}-\d\.\d+ ± 0\.\d+ {2}\(exactly -\d\.\d{4}\)$/m);
    expect(out).toMatch(
      /^bits per dimension {6}\d\.\d+ ± 0\.\d+ {2}\(of the density: bits depend on the scale of the data\)$/m,
    );
    expect(out).toContain('under gaussian, schedule edm');
  });

  test('of a run is that of its network, each sample in a file', async () => {
    const file = place('each.npy');
    const facts = await factsOf(trained, 'moons', '-n', '7', '--steps', '10', '--out', file);
    const { network, schedule } = await openRun(trained);
    const x = moons().draw(foldIn(keyOf(0), 'data'), { first: 0, count: 7 });
    const own = await logLikelihood(networkDenoiser(network, schedule), x, { steps: 10 });
    network.dispose();
    const { values, dimension } = await readNpy(file);
    expect(dimension).toBe(2);
    expect(values.filter((_, i) => i % 2 === 0)).toEqual(own.logDensity);
    const mean = own.logDensity.reduce((sum, v) => sum + v, 0) / 7;
    expect(facts.logLikelihoodNats.value).toBeCloseTo(mean, 12);
    expect([facts.trainedSteps, facts.backend, facts.file]).toEqual([20, 'wasm', file]);
    expect(facts.exactNats).toBeUndefined();
  });

  test('of an imported network and images of bytes: dequantised, with an error of its probes', async () => {
    const file = place('each.csv');
    const few = ['--steps', '2', '--seed', 'a'];
    const facts = await factsOf(imported, place('images.npy'), ...few, '--out', file);
    expect(facts.dequantised).toEqual({ levels: 256, range: [-1, 1] });
    expect([facts.trace, facts.probes, facts.samples, facts.evaluations]).toEqual([
      ...['hutchinson', 2, 3, 2 * 4 * 3],
    ]);
    expect(facts.probeErrorNats).toBeGreaterThan(0);
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines[0]).toBe('log_likelihood_nats,bits_per_dimension,probe_error_nats');
    const rows = lines.slice(1).map((line) => line.split(',').map(Number));
    const bits = rows.map(([nats = 0]) => -nats / (64 * Math.LN2) + Math.log2(255 / 2));
    for (const [i, row] of rows.entries()) expect(row[1]).toBeCloseTo(bits[i] as number, 9);
    const plain = await factsOf(imported, place('images.npy'), ...few, '--no-dequantise');
    expect(plain.dequantised).toBe(false);
    const between = await factsOf(imported, place('between.npy'), ...few, '--probes', '1');
    expect([between.dequantised, between.probeErrorNats]).toEqual([false, undefined]);
  });

  test('levels are those that are named, and the error of probes is that of a mean', async () => {
    const file = place('levels.csv');
    const values = Float32Array.from(bytes, (byte) => (byte % 4) / 3);
    await writePoints(place('levels.npy'), values, [3, 8, 8, 1]);
    const levels = ['--levels', '4', '--range', '0,1', '--dequantise'];
    const few = ['--steps', '1', '--solver', 'euler', ...levels, '--out', file];
    const facts = await factsOf(imported, place('levels.npy'), ...few);
    expect(facts.dequantised).toEqual({ levels: 4, range: [0, 1] });
    const nats = facts.logLikelihoodNats.value;
    expect(facts.bitsPerDimension.value).toBeCloseTo(-nats / (64 * Math.LN2) + Math.log2(3), 9);
    const rows = readFileSync(file, 'utf8').trim().split('\n').slice(1);
    const errors = rows.map((line) => Number(line.split(',')[2]));
    expect(facts.probeErrorNats).toBeCloseTo(Math.hypot(...errors) / 3, 9);
  });

  test('the seed names what is drawn, and the batch changes nothing', async () => {
    const few = [trained, 'moons', '-n', '5', '--steps', '4', '--trace', 'hutchinson'];
    const facts = async (...more: string[]) =>
      (await factsOf(...few, ...more)).logLikelihoodNats.value;
    const one = await facts('--seed', 'one');
    expect(await facts('--seed', 'one', '--batch', '2')).toBe(one);
    expect(await facts('--seed', 'two')).not.toBe(one);
  });

  test('given a class it is that of the conditioned network', async () => {
    const of = place('digits');
    const data = 'glyphs(characters=digits)';
    const model = 'unet(channels=4-4,groups=2,headSize=0,condition=class)';
    const { code } = await told(
      ...['train', '--data', data, '--model', model, '--steps', '2', '--batch', '4'],
      ...['--out', of, ...wasm],
    );
    expect(code).toBe(0);
    const few = ['-n', '2', '--steps', '1', '--solver', 'euler'];
    const facts = await factsOf(of, data, ...few, '--class', '7', '--out', place('seven.npy'));
    expect([facts.class, facts.dequantised, facts.probes]).toEqual(['7', false, 2]);
    const { network, schedule, config } = await openRun(of);
    const seven = config.kind === 'trained' ? (config.data.classes?.indexOf('7') ?? -1) : -1;
    const x = glyphs({ characters: 'digits' }).draw(foldIn(keyOf(0), 'data'), {
      ...{ first: 0, count: 2 },
    });
    const likelihoodOf = async (condition: readonly number[] | undefined) =>
      (
        await logLikelihood(networkDenoiser(network, schedule, { condition }), x, {
          ...{ steps: 1, solver: euler(), seed: 0 },
        })
      ).logDensity;
    const [conditioned, free] = [await likelihoodOf([seven]), await likelihoodOf(undefined)];
    network.dispose();
    const { values } = await readNpy(place('seven.npy'));
    expect([values[0], values[3]]).toEqual([...conditioned]);
    expect(conditioned).not.toEqual(free);
  });

  test('given a caption it is that of the network for this caption', async () => {
    const of = place('captioned');
    const data = 'glyphs(characters=digits)';
    const model = 'unet(channels=4-4,groups=2,headSize=0,condition=caption)';
    const { code } = await told(
      ...['train', '--data', data, '--model', model, '--steps', '2', '--batch', '4'],
      ...['--out', of, ...wasm],
    );
    expect(code).toBe(0);
    const few = ['-n', '2', '--steps', '1', '--solver', 'euler'];
    const facts = await factsOf(
      of,
      data,
      ...few,
      '--text',
      'a bold seven',
      '--out',
      place('c.npy'),
    );
    expect(facts.text).toBe('a bold seven');
    const { network, schedule } = await openRun(of);
    const x = glyphs({ characters: 'digits' }).draw(foldIn(keyOf(0), 'data'), {
      ...{ first: 0, count: 2 },
    });
    const likelihoodOf = async (caption: string) => {
      const denoiser = networkDenoiser(network, schedule, { condition: [caption] });
      return (await logLikelihood(denoiser, x, { steps: 1, solver: euler(), seed: 0 })).logDensity;
    };
    const [bold, slanted] = [await likelihoodOf('a bold seven'), await likelihoodOf('a slanted A')];
    network.dispose();
    const { values } = await readNpy(place('c.npy'));
    expect([values[0], values[3]]).toEqual([...bold]);
    expect(slanted).not.toEqual(bold);
  });

  test('of a file the held-out samples alone, where that is asked', async () => {
    const file = place('many.csv');
    const x = moons().draw(keyOf('many'), { first: 0, count: 100 });
    writeFileSync(
      file,
      Array.from({ length: 100 }, (_, i) => `${x[2 * i]},${x[2 * i + 1]}\n`).join(''),
    );
    const facts = await factsOf(trained, file, '--steps', '2', '--held-out');
    expect(facts.samples).toBeGreaterThan(0);
    expect(facts.samples).toBeLessThan(30);
    expect((await factsOf(trained, file, '--steps', '2')).samples).toBe(100);
  });

  test.for([
    [['moons', 'moons'], 'moons: is data whose law is not known; give a run folder, or one of'],
    [[trained, 'gaussian(dimension=3)'], 'samples of 3 values have no likelihood under'],
    [[trained, 'moons', '--schedule', 'vp'], 'has its own; leave --schedule out'],
    [[trained, 'moons', '--class', '1'], '--class: the network of'],
    [['gaussian', 'gaussian', '--class', '1'], '--class: the law of gaussian has no condition'],
    [[trained, 'moons', '--class', 'each'], '--class each: a likelihood is given one class'],
    [[trained, 'moons', '--solver', 'ddpm'], '--solver ddpm is not one of ODEs; use euler, heun'],
    [[trained, 'moons', '--solver', 'heun@karras'], 'leave out the grid'],
    [[trained, 'moons', '--dequantise'], 'moons holds values that are not of 256 levels'],
    [[trained, 'moons', '--range', '1'], '--range must be two numbers, low,high'],
    [[trained, 'moons', '--trace', 'exakt'], 'unknown trace "exakt"; did you mean "exact"?'],
    [[trained, 'moons', '--sigma-min', '0'], 'sigmaMin must be a finite number above 0, got 0'],
    [[trained, 'moons', '--out', 'x.png'], '--out must end in .csv, .npy'],
  ] as const)('%# is refused in one line', async ([args, message]) => {
    const { code, out, err } = await likelihood(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err.trimEnd()).not.toContain('\n');
  });
});
