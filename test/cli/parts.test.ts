import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import Npy from 'npyjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { networkDenoiser, restoreLatents } from '../../models/index.ts';
import { dpmpp2m } from '../../solvers/index.ts';
import type { Comparison } from '../../src/compare/index.ts';
import { reverse } from '../../src/problem/index.ts';
import { openRun, openVae } from '../../src/run/index.ts';
import { sample } from '../../src/sampling/index.ts';
import { told } from './collected.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'parts-'));
afterAll(() => rmSync(folder, { recursive: true }));
const place = (...names: string[]): string => path.join(folder, ...names);
async function arrayIn(name: string): Promise<{ shape: number[]; values: number[] }> {
  const { buffer } = Uint8Array.from(readFileSync(place(name)));
  const { data, shape } = await new Npy().load(buffer);
  return { shape, values: [...(data as Float32Array)] };
}
const quick = [
  ...['--data', 'glyphs(characters=digits)', '--steps', '3', '--batch', '4', '--seed', '1'],
  ...['--backend', 'wasm', '--quiet'],
];
const small = [...quick, '--part-steps', '3', '--model', 'mlp(width=8,depth=1)'];
const [guided, latent, clean] = [place('guided'), place('latent'), place('clean')];

beforeAll(async () => {
  const how = [
    [...small, '--system', 'classifier-guidance', '--out', guided],
    [...small, '--system', 'latent-diffusion', '--out', latent],
    [...quick, '--model', 'classifier(channels=4,groups=2,noisy=false)', '--out', clean],
  ];
  const parts = ['classifier(channels=4-4,groups=2)', 'vae(channels=4-4,groups=2,latents=2)'];
  for (const [i, args] of how.entries()) {
    const part = parts[i] === undefined ? [] : ['--part-model', parts[i]];
    const { code, err } = await told('train', ...args, ...part);
    expect([code, err]).toEqual([0, '']);
  }
});

const drawn = async (from: string, name: string, ...args: string[]) => {
  const own = ['--seed', 'a', '--steps', '3', '--backend', 'wasm', '--quiet'];
  const { code, err } = await told(
    'sample',
    from,
    '-n',
    '6',
    ...own,
    ...args,
    '--out',
    place(name),
  );
  expect([code, err]).toEqual([0, '']);
  return name.endsWith('.npy') ? arrayIn(name) : undefined;
};

describe('a run of latents', () => {
  test('is sampled as images: its latents, restored and decoded by its VAE', async () => {
    const { shape, values } = (await drawn(latent, 'images.npy')) ?? {};
    expect(shape).toEqual([6, 16, 16, 1]);
    const { network, schedule, decoder } = await openRun(latent);
    const vae = await openVae(path.join(latent, 'vae'));
    const problem = reverse(networkDenoiser(network, schedule));
    const { x } = await sample(problem, { solver: dpmpp2m(), steps: 3, samples: 6, seed: 'a' });
    const scale = JSON.parse(readFileSync(path.join(latent, 'latents.json'), 'utf8'));
    const decoded = vae.decode(restoreLatents(x, scale));
    expect([...decoded.dataSync<'float32'>()]).toEqual(values);
    tf.dispose([x, decoded]);
    for (const owned of [network, vae, decoder]) owned?.dispose();
  });

  test('leaves pictures of reconstructions, and is filmed', async () => {
    expect(existsSync(path.join(latent, 'vae', 'samples', '00000003.png'))).toBe(true);
    await drawn(latent, 'film.apng', '--frames', '2');
    expect(existsSync(place('film.apng'))).toBe(true);
  });

  test('has no limits, and no place among exact scores', async () => {
    const args = ['-n', '1', '--backend', 'wasm', '--out', place('no.npy')];
    const { code, err } = await told('sample', latent, '--limit', 'clip', ...args);
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('draws latents, whose values have no limits'),
    ]);
  });

  test('is compared by its pictures, and their noise has none', async () => {
    const out = place('compared latents');
    const how = ['--solvers', 'ddim,ddpm', '--steps', '2', '-n', '8', '--seed', '1', '--quiet'];
    const { code, out: shown } = await told(
      ...['compare', latent, ...how, '--backend', 'wasm', '--json', '-', '--out', out],
    );
    const { dimension, cells }: Comparison = JSON.parse(shown);
    expect([code, dimension, cells.map(({ score }) => score)]).toEqual([
      ...[0, 256, ['network', 'network']],
    ]);
    const noised = await told('noise', latent, '--out', place('noise.png'));
    expect([noised.code, noised.err]).toEqual([2, expect.stringContaining('noises latents')]);
  });
});

describe('a run that a classifier guides', () => {
  test('is compared at several scales, each class in turn', async () => {
    const out = place('compared scales');
    const how = ['--solvers', 'ddim', '--steps', '2,3', '-n', '8', '--seed', '1', '--quiet'];
    const compared = await told(
      ...['compare', guided, ...how, '--guidance', '0,50', '--backend', 'wasm', '--out', out],
    );
    expect([compared.code, compared.err]).toEqual([0, '']);
    const { cells, picks, command }: Comparison = JSON.parse(
      readFileSync(path.join(out, 'comparison.json'), 'utf8'),
    );
    expect(cells.map(({ guidance, steps }) => [guidance, steps])).toEqual([
      ...[
        [0, 2],
        [0, 3],
        [50, 2],
        [50, 3],
      ],
    ]);
    const energies = cells.map(({ energy }) => energy.value);
    expect(new Set(energies).size).toBe(4);
    expect(picks.length).toBeGreaterThan(0);
    expect(compared.out).toContain('ddim x 50');
    expect(command).toContain('--guidance 0,50');
    const wrong = ['compare', latent, '--guidance', '1', '--backend', 'wasm', '--quiet'];
    const refused = await told(...wrong, '--out', place('none'));
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('has no condition')]);
  });

  test('goes its own way with scale 0, another with more; however the draw is split', async () => {
    const free = await drawn(guided, 'free.npy');
    expect(await drawn(guided, 'zero.npy', '--class', '3', '--guidance', '0')).toEqual(free);
    const strongly = ['--class', 'each', '--guidance', '50'];
    const far = await drawn(guided, 'far.npy', ...strongly);
    expect(far?.values).not.toEqual(free?.values);
    expect(await drawn(guided, 'split.npy', ...strongly, '--batch', '4')).toEqual(far);
    const named = ['--classifier', path.join(guided, 'classifier'), ...strongly];
    expect(await drawn(guided, 'named.npy', ...named)).toEqual(far);
  });

  test.each([
    [[guided, '--classifier', clean, '--class', '3'], 'is of clean images, guidance needs'],
    [[guided, '--classifier', latent, '--class', '3'], 'holds a mlp, expected a classifier'],
    [
      [latent, '--classifier', path.join(guided, 'classifier'), '--class', '3'],
      'is of samples of shape [16,16,1], the network of shape [8,8,2]',
    ],
    [[guided, '--class', 'x'], 'has 10 classes, 0 to 9'],
    [[clean], 'holds a classifier, which no solver samples'],
  ])('%j is refused', async (args, message) => {
    const more = ['-n', '1', '--backend', 'wasm', '--out', place('no.npy')];
    const { code, err } = await told('sample', ...args, ...more);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    expect(existsSync(place('no.npy'))).toBe(false);
  });
});
