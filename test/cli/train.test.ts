import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import type { Comparison } from '../../src/compare/index.ts';
import { readNpy } from '../../src/io/index.ts';
import { collected, told } from './collected.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'train-'));
afterAll(() => rmSync(folder, { recursive: true }));
const place = (name: string): string => path.join(folder, name);

const trained = place('run');
const small = ['--model', 'mlp(width=16,depth=2)', '--steps', '20', '--batch', '32'];
const wasm = ['--backend', 'wasm'];

beforeAll(async () => {
  const begun = await told('train', '--data', 'moons', ...small, ...wasm, '--out', trained);
  expect([begun.code, begun.err.includes('training 20/20') || begun.err]).toEqual([0, true]);
  expect(begun.out).toMatch(
    /^\S+run: 20 steps, loss \S+, held out \S+, seed \d+\ncourse: {2}[▁-█]{20}\nsamples: /,
  );
});

describe('tfjs-sde train', () => {
  test('takes settings from a file; options win', async () => {
    const config = place('train.json');
    const settings = { data: 'circles', model: 'mlp(width=8,depth=1)', steps: 5, seed: 'file' };
    writeFileSync(config, JSON.stringify(settings));
    const out = place('configured');
    const args = ['--config', config, '--steps', '3', '--quiet', '--json', '--out', out];
    const { code, out: said, err } = await told('train', ...args, ...wasm);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(said)).toMatchObject({ run: out, step: 3, wasFinished: false });
    const written = JSON.parse(readFileSync(path.join(out, 'config.json'), 'utf8'));
    expect(written.settings).toMatchObject({ ...settings, steps: 3, objective: 'simple' });
    // the config.json of a run is such a file too
    const again = place('again');
    await told(
      'train',
      '--config',
      path.join(out, 'config.json'),
      '--quiet',
      ...wasm,
      '--out',
      again,
    );
    const last = ['checkpoints', '00000003.safetensors'];
    expect(readFileSync(path.join(again, ...last))).toEqual(readFileSync(path.join(out, ...last)));
  });

  test('one that is stopped exits 130 and says how to go on', async () => {
    const { terminal, abort, err } = collected();
    abort();
    const out = place('was stopped');
    expect(await run(['train', ...small, ...wasm, '--quiet', '--out', out], terminal)).toBe(130);
    expect(err()).toBe(`stopped; go on with: npx tfjs-sde train --resume --out '${out}'\n`);
  });

  test('a run that is finished says so, and how to go on', async () => {
    const { code, out } = await told('train', '--out', trained, '--resume');
    expect(code).toBe(0);
    expect(out).toContain('run: is finished, 20 steps; give more --steps to go on\n');
  });

  test.each([
    [['--data', 'moon'], 'unknown data set "moon"; did you mean "moons"?'],
    [['--model', 'mpl'], 'unknown model "mpl"; did you mean "mlp"?'],
    [['--model', 'mlp(depth=-1)'], 'mlp: depth must be a positive integer, got -1'],
    [['--objective', 'slicd'], 'unknown objective "slicd"; did you mean "sliced"?'],
    [['--objective', 'sliced(form=fast)'], 'form must be one of'],
    [['--data', 'moons', '--objective', 'explicit'], 'needs the exact score'],
    [['--objective', 'hybrid'], 'objective hybrid needs training times i / N'],
    [
      ['--objective', 'hybrid', '--schedule', 'ddpm', '--times', 'discrete'],
      'objective hybrid needs a network that learns its variance',
    ],
    [['--times', 'discrete'], 'schedule vp has no training times'],
    [['--times', 'importance'], 'importance times: need training times, schedule vp has none'],
    [['--steps', '0'], '--steps must be a positive integer, got "0"'],
    [['--learning-rate', 'fast'], '--learning-rate must be a number of at least 0, got "fast"'],
    [['--learning-rate', '0'], 'options: learningRate: '],
    [['--ema', '2'], 'options: ema: '],
    [['--config', '/nowhere.json'], '/nowhere.json: there is no such file or folder'],
  ])('%j is refused in one line before anything is written', async (args, message) => {
    const out = place('refused');
    const { code, err } = await told('train', ...args, ...wasm, '--out', out);
    expect(err).toContain(message);
    expect([code, err.split('\n').length]).toEqual([2, 2]);
    expect(existsSync(out)).toBe(false);
  });
});

describe('tfjs-sde sample', () => {
  test('the same seed writes the same samples in every format and for any batch', async () => {
    const sampled = (file: string, ...args: string[]) =>
      told(
        'sample',
        trained,
        ...wasm,
        '--seed',
        'a',
        '-n',
        '50',
        '--steps',
        '5',
        '--quiet',
        ...[...args, ...['--out', place(file)]],
      );
    for (const [file, batch] of [
      ['a.npy', '50'],
      ['b.npy', '7'],
      ['c.csv', '50'],
    ] as const) {
      const { code, err, out } = await sampled(file, '--batch', batch);
      expect([code, err]).toEqual([0, '']);
      expect(out).toContain('50 samples of');
    }
    expect(readFileSync(place('b.npy'))).toEqual(readFileSync(place('a.npy')));
    const { values, dimension } = await readNpy(place('a.npy'));
    expect([values.length, dimension]).toEqual([100, 2]);
    const text = readFileSync(place('c.csv'), 'utf8').trim().split(/[\n,]/).map(Number);
    expect(text.map(Math.fround)).toEqual([...values]);
    await sampled('d.svg');
    expect(readFileSync(place('d.svg'), 'utf8')).toMatch(/^<svg /);
    await sampled('e.png');
    expect(readFileSync(place('e.png')).subarray(0, 4)).toEqual(Buffer.from([137, 80, 78, 71]));
    const json = await sampled('f.npy', '--json', '--solver', 'heun@karras');
    expect(JSON.parse(json.out)).toMatchObject({
      ...{ solver: 'heun', grid: 'karras', steps: 5, samples: 50, evaluations: 9, seed: 'a' },
      trainedSteps: 20,
    });
  });

  test('x0 is held within limits', async () => {
    const how = ['-n', '50', '--steps', '5', '--seed', 'a', '--quiet', ...wasm];
    const drawn = async (file: string, ...args: string[]) => {
      const said = await told('sample', trained, ...how, ...args, '--out', place(file), '--json');
      expect([said.code, said.err]).toEqual([0, '']);
      return { facts: JSON.parse(said.out), values: (await readNpy(place(file))).values };
    };
    const size = (of: ArrayLike<number>): number => Math.max(...Array.from(of, Math.abs));
    const free = await drawn('free.npy');
    expect([size(free.values) > 0.5, 'limit' in free.facts]).toEqual([true, false]);
    for (const limit of ['clip(range=0.5)', 'threshold(percentile=0.9,range=0.5)']) {
      const held = await drawn('held.npy', '--limit', limit);
      expect(held.facts.limit).toBe(limit);
      // rounded once more by float32
      expect(size(held.values)).toBeLessThanOrEqual(0.5 * (1 + 2 ** -23));
    }
  });

  test('a network that learned its variance is sampled with it; one that did not says so', async () => {
    const out = place('hybrid');
    const model = 'mlp(width=16,depth=2,learnsVariance=true)';
    const args = [
      '--objective',
      'hybrid',
      '--schedule',
      'ddpm',
      '--times',
      'discrete',
      '--model',
      model,
    ];
    const begun = await told('train', ...args, '--steps', '10', ...wasm, '--out', out, '--quiet');
    expect([begun.code, begun.err]).toEqual([0, '']);
    const how = ['--solver', 'iddpm', '-n', '20', '--steps', '4', ...wasm, '--quiet'];
    const drawn = await told('sample', out, ...how, '--out', place('iddpm.npy'));
    expect([drawn.code, drawn.err]).toEqual([0, '']);
    const refused = await told('sample', trained, ...how, '--out', place('none.npy'));
    expect(refused.err).toContain('solver iddpm needs a network that has learned its variance');
    expect(existsSync(place('none.npy'))).toBe(false);
  });

  test.each([
    [['--out', 'x.pdf'], '--out must end in .npy, .csv, .png, .apng, .svg, got "x.pdf"'],
    [['--out', 'x.npy', '--solver', 'huen'], 'unknown solver "huen"; did you mean "heun"?'],
    [['--out', 'x.npy', '--solver', 'heun,ddim'], '--solver must name one solver'],
    [['--out', 'x.npy', '-n', '0'], '--samples must be a positive integer'],
    [['--out', 'x.npy', '--limit', 'cilp'], 'unknown limit "cilp"; did you mean "clip"?'],
  ])('%j is refused in one line', async (args, message) => {
    const { code, err } = await told('sample', trained, ...wasm, ...args);
    expect(err).toContain(message);
    expect([code, err.split('\n').length]).toEqual([2, 2]);
    expect(existsSync('x.npy')).toBe(false);
  });

  test('a folder that holds no run is named', async () => {
    const { code, err } = await told('sample', place('none'), '--out', 'x.npy', ...wasm);
    expect([code, err]).toEqual([
      2,
      `tfjs-sde: ${place('none')}: holds no run; train one with tfjs-sde train --out ${place('none')}\n`,
    ]);
  });
});

test('tfjs-sde compare RUN follows its network on its own data and schedule', async () => {
  const out = place('report');
  const args = ['--steps', '3', '-n', '64', '--solvers', 'ddim,ddpm', '--out', out, '--quiet'];
  const { code } = await told('compare', trained, ...args, ...wasm);
  expect(code).toBe(0);
  const comparison: Comparison = JSON.parse(
    readFileSync(path.join(out, 'comparison.json'), 'utf8'),
  );
  expect(comparison).toMatchObject({
    ...{ data: 'moons', schedule: 'vp' },
    network: { steps: 20, run: trained },
  });
  expect(comparison.cells.length + comparison.failures.length).toBe(2);
  const refused = await told('compare', trained, '--schedule', 've', ...args, ...wasm);
  expect(refused.err).toContain('was trained on vp; leave --schedule out');
});
