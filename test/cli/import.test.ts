import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useBackend } from '../../src/backend/index.ts';
import { writePoints } from '../../src/io/index.ts';
import { openRun } from '../../src/run/index.ts';
import { logSnrOf, tiny, tinyFolder } from '../diffusers/tiny.ts';
import { told } from './collected.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'import-'));
afterAll(() => rmSync(folder, { recursive: true }));
const place = (...names: string[]): string => path.join(folder, ...names);
const weightsName = 'diffusion_pytorch_model.safetensors';

let made = 0;
/** A copy of the golden folder with other settings, or with a scheduler beside them. */
function foreign({
  unet = {},
  scheduler,
}: {
  unet?: object;
  scheduler?: object | string;
} = {}): string {
  made += 1;
  const to = place(`foreign${made}`);
  cpSync(tinyFolder, to, { recursive: true });
  const config = JSON.parse(readFileSync(path.join(to, 'config.json'), 'utf8'));
  writeFileSync(path.join(to, 'config.json'), JSON.stringify({ ...config, ...unet }));
  if (scheduler !== undefined) {
    const text = typeof scheduler === 'string' ? scheduler : JSON.stringify(scheduler);
    writeFileSync(path.join(to, 'scheduler_config.json'), text);
  }
  return to;
}

const wasm = ['--backend', 'wasm'];
const few = ['-n', '4', '--seed', 'a', '--quiet', ...wasm];
const sampled = (from: string, ...args: string[]) =>
  told('sample', from, ...few, '--json', '--out', place('x.npy'), ...args);

const imported = place('run');
beforeAll(async () => {
  await useBackend('wasm');
  const { code, out, err } = await told('import', tinyFolder, '--out', imported);
  expect(code).toBe(0);
  expect(err).toContain('note: no scheduler_config.json: taken to be');
  expect(out).toContain(
    'U-Net of 44969 parameters in 144 tensors, images 8 x 8 x 1, predicts eps\n',
  );
  expect(out).toContain('schedule: 1000 linear betas from 0.0001 to 0.02\n');
  expect(out).toContain('sampler: ddpm@leading, x0 held by clip, after its DDPMScheduler\n');
});

describe('tfjs-sde import', () => {
  test('the run opens to the network of the folder', async () => {
    const { network, step, schedule } = await openRun(imported);
    expect([network.predicts, network.shape, step, schedule.trainingSteps]).toEqual([
      ...['eps', [8, 8, 1], undefined, 1000],
    ]);
    const x = tf.tensor(Float32Array.from(tiny.x), [2, 8, 8, 1]);
    const y = await network.apply(x, logSnrOf(tiny.timesteps)).data();
    // as in test/diffusers/golden.test.ts
    for (const [i, value] of tiny.y.entries())
      expect(Math.abs((y[i] as number) - value)).toBeLessThan(1e-5);
    network.dispose();
  });

  test('a pipeline keeps its parts in folders of their own', async () => {
    const to = place('pipeline');
    mkdirSync(path.join(to, 'scheduler'), { recursive: true });
    renameSync(foreign(), path.join(to, 'unet'));
    const settings = { _class_name: 'DDIMScheduler', clip_sample: false, num_train_timesteps: 500 };
    writeFileSync(path.join(to, 'scheduler', 'scheduler_config.json'), JSON.stringify(settings));
    const { code, out, err } = await told(
      'import',
      to,
      '--out',
      place('piped'),
      '--json',
      '--quiet',
    );
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({
      ...{ run: place('piped'), parameters: 44969, solver: 'ddim@leading', notes: [] },
      schedule: '500 linear betas from 0.0001 to 0.02',
    });
  });

  test('infinite numbers as Python writes them are read', async () => {
    const scheduler =
      '{"_class_name": "DPMSolverMultistepScheduler", "lambda_min_clipped": -Infinity}';
    const { code, out } = await told('import', foreign({ scheduler }), '--out', place('infinite'));
    expect(code).toBe(0);
    expect(out).toContain(
      'sampler: dpmpp-2m@linspace(dropLast=true), after its DPMSolverMultistep',
    );
  });

  test('one import takes the place of another', async () => {
    const out = place('twice');
    await told('import', tinyFolder, '--out', out);
    const scheduler = { _class_name: 'HeunDiscreteScheduler' };
    expect((await told('import', foreign({ scheduler }), '--out', out)).code).toBe(0);
    expect(readFileSync(path.join(out, 'config.json'), 'utf8')).toContain('HeunDiscreteScheduler');
  });

  const broken = (change: (folder: string) => void): string => {
    const to = foreign();
    change(to);
    return to;
  };
  test.each<[what: string, make: () => string, message: string]>([
    ['no folder', () => place('nowhere'), 'holds neither config.json nor unet/config.json'],
    [
      'no weights',
      () => broken((to) => rmSync(path.join(to, weightsName))),
      'holds no weights, expected diffusion_pytorch_model.safetensors',
    ],
    [
      'a pickle',
      () =>
        broken((to) => {
          rmSync(path.join(to, weightsName));
          writeFileSync(path.join(to, 'diffusion_pytorch_model.bin'), '');
        }),
      'is a pickle of PyTorch, which can run any code and is not read; write safetensors with: python -c',
    ],
    [
      'weights cut short',
      () =>
        broken((to) => {
          const file = path.join(to, weightsName);
          writeFileSync(file, readFileSync(file).subarray(0, 10_000));
        }),
      `${weightsName}: is damaged or no safetensors file: expected a header of 14072 bytes behind the first 8, the file has 10000; copy or download it again`,
    ],
    [
      'text for settings',
      () => broken((to) => writeFileSync(path.join(to, 'config.json'), 'silu')),
      'config.json: is not JSON of settings',
    ],
    [
      'a list for settings',
      () => broken((to) => writeFileSync(path.join(to, 'config.json'), '[]')),
      'config.json: is not JSON of settings: an object was expected',
    ],
    [
      'an unknown setting',
      () => foreign({ unet: { use_flash: true } }),
      'config.json: use_flash = true is a setting that is not known here',
    ],
    [
      'an unknown scheduler',
      () => foreign({ scheduler: { _class_name: 'LCMScheduler' } }),
      'scheduler_config.json: unknown scheduler "LCMScheduler"',
    ],
    [
      'other weights',
      () => foreign({ unet: { layers_per_block: 2 } }),
      'lacks tensor down_blocks.0.resnets.1.norm1.weight',
    ],
    [
      'a variance it has not learned',
      () =>
        foreign({ scheduler: { _class_name: 'DDPMScheduler', variance_type: 'learned_range' } }),
      'variance_type = "learned_range" needs a network whose out_channels are twice its in_channels, got 1 and 1',
    ],
  ])('%s is refused in one line before anything is written', async (_, make, message) => {
    const out = place('refused');
    const { code, err } = await told('import', make(), '--out', out, '--quiet');
    expect(err).toContain(message);
    expect([code, err.split('\n').length, existsSync(out)]).toEqual([2, 2, false]);
  });

  test('data of another shape are refused', async () => {
    const { code, err } = await told(
      'import',
      tinyFolder,
      '--out',
      place('no'),
      '--data',
      'moons',
      '--quiet',
    );
    expect(code).toBe(2);
    expect(err).toContain('--data moons: has samples of shape [2], the network of');
  });

  test('a run that was trained is left alone', async () => {
    const out = place('trained');
    const args = ['--model', 'mlp(width=4,depth=1)', '--steps', '1', '--quiet', ...wasm];
    expect((await told('train', ...args, '--out', out)).code).toBe(0);
    const { code, err } = await told('import', tinyFolder, '--out', out, '--quiet');
    expect([code, err]).toEqual([
      2,
      `tfjs-sde: ${out}: holds a run that was trained; give another --out\n`,
    ]);
  });
});

describe('an imported run', () => {
  test('is sampled as its scheduler does, unless told otherwise', async () => {
    const scheduler = { _class_name: 'DDIMScheduler', timestep_spacing: 'trailing' };
    const out = place('ddim');
    await told('import', foreign({ scheduler }), '--out', out, '--quiet');
    const own = await sampled(out, '--steps', '3');
    expect([own.code, own.err]).toEqual([0, '']);
    expect(JSON.parse(own.out)).toMatchObject({ solver: 'ddim', grid: 'trailing', limit: 'clip' });
    const bytes = readFileSync(place('x.npy'));
    await sampled(out, '--steps', '3', '--solver', 'ddim@trailing', '--limit', 'clip');
    expect(readFileSync(place('x.npy'))).toEqual(bytes);
    const other = await sampled(out, '--steps', '3', '--solver', 'heun@karras', '--limit', 'none');
    const facts = JSON.parse(other.out);
    expect([facts.solver, facts.grid, facts.limit]).toEqual(['heun', 'karras', undefined]);
  });

  test('is compared on the data it is said to be of, its own solver among the usual ones', async () => {
    const data = place('images.npy');
    const values = Float32Array.from({ length: 40 * 64 }, (_, i) => Math.sin(i * i));
    await writePoints(data, values, [40, 64]);
    const without = await told('compare', imported, '--quiet');
    expect(without.code).toBe(2);
    expect(without.err).toContain(
      'was imported without data to hold its samples against; name them with',
    );
    const out = place('compared');
    expect(
      (await told('import', tinyFolder, '--out', out, '--data', data, '--quiet')).err,
    ).not.toContain('tfjs-sde:');
    const args = [
      '--steps',
      '2',
      '-n',
      '8',
      '--quiet',
      '--out',
      place('report'),
      '--json',
      '-',
      ...wasm,
    ];
    const { code, out: json, err } = await told('compare', out, ...args);
    expect([code, err.includes('report: ') || err]).toEqual([0, true]);
    const comparison = JSON.parse(json);
    expect(comparison).toMatchObject({
      limit: 'clip',
      schedule: '1000 linear betas from 0.0001 to 0.02',
    });
    const ran = [...comparison.cells, ...comparison.failures].map(
      (cell) => `${cell.solver}@${cell.grid}`,
    );
    expect(ran).toContain('ddpm@leading');
    expect(ran.length).toBe(8);
  });

  test.each([[['--resume']], [[]]])('is not trained on: %j', async (args) => {
    const { code, err } = await told('train', ...args, '--out', imported, '--quiet', ...wasm);
    expect([code, err.split('\n').length]).toEqual([2, 2]);
    expect(err).toContain('imported networks are not trained on');
  });

  test('whose weights are not those that were written is damaged', async () => {
    const out = place('damaged');
    await told('import', tinyFolder, '--out', out, '--quiet');
    const file = path.join(out, 'weights.safetensors');
    const bytes = readFileSync(file);
    bytes[bytes.length - 5] = (bytes.at(-5) ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const { code, err } = await sampled(out);
    expect(code).toBe(2);
    expect(err).toContain(`${file}: is damaged: its numbers are not those that were written`);
  });
});
