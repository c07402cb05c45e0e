import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useBackend } from '../../src/backend/index.ts';
import { readSafetensors, writeSafetensors } from '../../src/io/index.ts';
import {
  exportRun,
  importRun,
  openRun,
  type Precision,
  prepare,
  readSettings,
  trainRun,
} from '../../src/run/index.ts';
import { tinyFolder } from '../diffusers/tiny.ts';

const place = mkdtempSync(path.join(tmpdir(), 'exports-'));
const at = (...parts: string[]): string => path.join(place, ...parts);
afterAll(() => rmSync(place, { recursive: true }));

const quick = {
  ...{ data: 'moons', steps: 2, batch: 4, warmup: 1, seed: 1, keep: 1 },
  ...{ checkpointEvery: 2, evaluateEvery: 100, model: 'mlp(width=8,depth=1)' },
};
async function train(folder: string, given: object = {}, resume = false): Promise<void> {
  await trainRun(await prepare(readSettings('test', { ...quick, ...given })), {
    ...{ folder: at(folder), resume, backend: 'wasm', versions: {} },
  });
}
beforeAll(async () => {
  await useBackend('wasm');
  await train('plain');
});

/** What every parameter of the network of a run is, by name. */
async function parameters(folder: string): Promise<ReadonlyMap<string, Float32Array>> {
  const { network } = await openRun(at(folder));
  const read = Object.entries(network.parameters).map(
    async ([name, tensor]) => [name, await tensor.data<'float32'>()] as const,
  );
  const all = new Map(await Promise.all(read));
  network.dispose();
  return all;
}

describe('an exported run', () => {
  test('is the network of the run, bit for bit, in two files', async () => {
    const { parameters: count } = await exportRun(at('plain'), at('exact'));
    expect(readdirSync(at('exact')).sort()).toEqual(['config.json', 'weights.safetensors']);
    expect(await parameters('exact')).toEqual(await parameters('plain'));
    const [run, exported] = [await openRun(at('plain')), await openRun(at('exact'))];
    expect({ ...exported, network: 0, schedule: 0, metrics: 0 }).toEqual({
      ...{ ...run, network: 0, schedule: 0, metrics: 0 },
    });
    expect(readFileSync(at('exact', 'config.json'))).toEqual(
      readFileSync(at('plain', 'config.json')),
    );
    const numbers = [...(await parameters('plain')).values()].reduce((n, p) => n + p.length, 0);
    expect(count).toBe(numbers);
    for (const { network } of [run, exported]) network.dispose();
  });

  test('has weights that float16 rounds by at most half a unit in the last of 11 places', async () => {
    const { parameters: count } = await exportRun(at('plain'), at('half'), {
      precision: 'float16',
    });
    const [exact, rounded] = [await parameters('plain'), await parameters('half')];
    for (const [name, values] of exact) {
      for (const [i, value] of values.entries()) {
        const unit = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(value))), -14) - 10);
        const apart = Math.abs(value - (rounded.get(name)?.[i] ?? Number.NaN));
        expect(apart).toBeLessThanOrEqual(unit / 2);
      }
    }
    const size = (of: string): number => statSync(at(of, 'weights.safetensors')).size;
    expect(size('exact') - size('half')).toBe(2 * count);
  });

  test('exported again it is the same file', async () => {
    for (const precision of ['float32', 'float16'] as const satisfies Precision[]) {
      const [once, twice] = [`once-${precision}`, `twice-${precision}`];
      await exportRun(at('plain'), at(once), { precision });
      await exportRun(at(once), at(twice), { precision });
      const weights = (of: string): Buffer => readFileSync(at(of, 'weights.safetensors'));
      expect(weights(twice).equals(weights(once))).toBe(true);
    }
  });

  test('can be of an imported network', async () => {
    await importRun(tinyFolder, at('imported'), { versions: {} });
    await exportRun(at('imported'), at('imported-out'));
    expect(await parameters('imported-out')).toEqual(await parameters('imported'));
  });

  test('is not trained on', async () => {
    await exportRun(at('plain'), at('finished'));
    const before = readFileSync(at('finished', 'weights.safetensors'));
    for (const resume of [false, true]) {
      await expect(train('finished', { steps: 4 }, resume)).rejects.toThrow(
        `${at('finished')}: holds an exported run, without the state of its optimiser; go on in the run it came from, or give another --out`,
      );
    }
    expect(readFileSync(at('finished', 'weights.safetensors')).equals(before)).toBe(true);
    expect(readdirSync(at('finished')).sort()).toEqual(['config.json', 'weights.safetensors']);
  });
});

describe('what cannot be exported is one line, and nothing is written', () => {
  test('a place where something stands', async () => {
    writeFileSync(at('stands'), 'mine');
    await expect(exportRun(at('plain'), at('stands'))).rejects.toThrow(
      `${at('stands')}: is there already; export to a folder that is not`,
    );
    expect(readFileSync(at('stands'), 'utf8')).toBe('mine');
    await expect(exportRun(at('plain'), at('plain'))).rejects.toThrow('is there already');
  });

  test.for([
    ['a folder without a run', 'nowhere', 'nowhere: holds no run'],
    [
      'a run without a checkpoint',
      'begun',
      'begun: holds no checkpoint yet, and nothing to export',
    ],
    ['a damaged one', 'damaged', '00000002.safetensors: is damaged'],
  ] as const)('%s', async ([, from, message]) => {
    cpSync(at('plain'), at('begun'), { recursive: true });
    rmSync(at('begun', 'checkpoints'), { recursive: true });
    cpSync(at('plain'), at('damaged'), { recursive: true });
    const file = at('damaged', 'checkpoints', '00000002.safetensors');
    writeFileSync(
      file,
      readFileSync(file).map((byte, i, { length }) => byte ^ +(i > length - 9)),
    );
    await expect(exportRun(at(from), at('out'))).rejects.toThrow(message);
    expect(readdirSync(place).filter((name) => name.startsWith('out'))).toEqual([]);
    for (const made of ['begun', 'damaged']) rmSync(at(made), { recursive: true });
  });

  test('weights that float16 has no room for', async () => {
    cpSync(tinyFolder, at('tiny'), { recursive: true });
    const file = at('tiny', 'diffusion_pytorch_model.safetensors');
    const read = readSafetensors(file, readFileSync(file));
    read.tensors['conv_in.bias']?.data.fill(65505);
    writeFileSync(file, writeSafetensors(read));
    await importRun(at('tiny'), at('large'), { versions: {} });
    await expect(exportRun(at('large'), at('out'), { precision: 'float16' })).rejects.toThrow(
      `${at('large')}: in/bias has numbers beyond 65504, the largest of float16; export it as float32`,
    );
    expect(existsSync(at('out'))).toBe(false);
    await exportRun(at('large'), at('whole'));
  });
});
