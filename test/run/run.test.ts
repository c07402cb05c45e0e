import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useBackend } from '../../src/backend/index.ts';
import { prepare, readSettings, type TrainedRun, trainRun } from '../../src/run/index.ts';

const place = mkdtempSync(path.join(tmpdir(), 'runs-'));
afterAll(() => rmSync(place, { recursive: true }));
beforeAll(async () => {
  await useBackend('wasm');
});

/** Runs the body as a user who may not write anywhere: the superuser may, read-only or not. */
async function unprivileged<T>(body: () => Promise<T>): Promise<T> {
  const own = process.geteuid?.();
  if (own !== 0) return body();
  process.seteuid?.('nobody');
  try {
    return await body();
  } finally {
    process.seteuid?.(own);
  }
}

/** Settings of a run that takes a moment. */
const quick = {
  ...{ data: 'moons', model: 'mlp(width=16,depth=2,features=4)', steps: 30, batch: 32 },
  ...{ checkpointEvery: 10, evaluateEvery: 10, seed: 1, warmup: 5, clip: 1 },
};
interface Given {
  readonly settings?: object;
  readonly resume?: boolean;
  /** Stops it at this step as Ctrl-C does. */
  readonly stopAt?: number;
  readonly notes?: string[];
}
async function run(name: string, given: Given = {}): Promise<TrainedRun> {
  const prepared = await prepare(readSettings('test', { ...quick, ...given.settings }));
  const stop = new AbortController();
  return trainRun(prepared, {
    ...{ folder: path.join(place, name), resume: given.resume ?? false, backend: 'wasm' },
    versions: { 'tfjs-sde': '0.0.0' },
    signal: stop.signal,
    onStep: ({ step }) => {
      if (step === given.stopAt) stop.abort(new Error('stopped'));
    },
    onNote: (line) => given.notes?.push(line),
  });
}
const file = (...parts: string[]): string => path.join(place, ...parts);
const bytes = (...parts: string[]): string => readFileSync(file(...parts)).toString('base64');

describe('a run folder', () => {
  test('holds settings, metrics, the last checkpoints and pictures', async () => {
    await run('whole', { settings: { keep: 2 } });
    expect(readdirSync(file('whole')).sort()).toEqual(
      ['checkpoints', 'config.json', 'metrics.jsonl', 'samples'].sort(),
    );
    expect(readdirSync(file('whole', 'checkpoints'))).toEqual([
      '00000020.safetensors',
      '00000030.safetensors',
    ]);
    const lines = readFileSync(file('whole', 'metrics.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).step)).toEqual([10, 20, 30]);
    expect(JSON.parse(lines[2] ?? '')).toMatchObject({ evaluation: expect.any(Number) });
    const png = readFileSync(file('whole', 'samples', '00000030.png'));
    expect([...png.subarray(1, 4)].map((c) => String.fromCharCode(c)).join('')).toBe('PNG');
  });

  test('stopped at any step and gone on with, it is bitwise the run that never stopped', async () => {
    await run('straight');
    for (const stopAt of [1, 10, 17, 29]) {
      const name = `stopped-${stopAt}`;
      await expect(run(name, { stopAt })).rejects.toThrow('stopped');
      expect(existsSync(file(name, 'lock'))).toBe(false);
      const notes: string[] = [];
      await run(name, { resume: true, notes });
      expect(notes).toEqual([`${file(name)}: goes on at step ${stopAt}`]);
      const last = ['checkpoints', '00000030.safetensors'] as const;
      expect(bytes(name, ...last)).toBe(bytes('straight', ...last));
      expect(bytes(name, 'metrics.jsonl')).toBe(bytes('straight', 'metrics.jsonl'));
    }
  });

  test('the history of losses goes on too', async () => {
    const settings = { schedule: 'ddpm(betas=cosine,steps=4)', times: 'importance(kept=2)' };
    await run('importance', { settings });
    await expect(run('importance-2', { settings, stopAt: 13 })).rejects.toThrow('stopped');
    await run('importance-2', { settings, resume: true });
    const last = ['checkpoints', '00000030.safetensors'] as const;
    expect(bytes('importance-2', ...last)).toBe(bytes('importance', ...last));
  });

  test('a folder that holds a run is left alone unless it is resumed', async () => {
    await run('taken');
    const before = bytes('taken', 'config.json');
    await expect(run('taken', { settings: { seed: 2 } })).rejects.toThrow(
      `${file('taken')}: holds a run at step 30; give --resume to go on, or another --out`,
    );
    await expect(run('taken', { settings: { seed: 2 }, resume: true })).rejects.toThrow(
      'config.json: was begun with seed 1, got 2; leave it out to go on, or give another folder',
    );
    expect(bytes('taken', 'config.json')).toBe(before);
  });

  test('resuming a finished one, or one where nothing was written yet, does the sensible thing', async () => {
    const notes: string[] = [];
    await run('fresh', { resume: true, notes });
    expect(notes).toEqual([`${file('fresh')}: nothing to resume yet, training starts`]);
    expect(await run('fresh', { resume: true })).toMatchObject({ step: 30, wasFinished: true });
    const more = await run('fresh', { resume: true, settings: { steps: 40 }, notes });
    expect(more).toMatchObject({ step: 40, wasFinished: false });
    expect(notes[1]).toBe(`${file('fresh')}: goes on at step 30 with steps 40 in place of 30`);
  });
});

describe('what cannot be gone on with is one line, and nothing is overwritten', () => {
  const last = ['checkpoints', '00000030.safetensors'] as const;

  test('a checkpoint that is damaged or cut short', async () => {
    await run('damaged');
    const sound = readFileSync(file('damaged', ...last));
    const flipped = Buffer.from(sound);
    flipped[flipped.length - 5] = (flipped[flipped.length - 5] as number) ^ 1;
    writeFileSync(file('damaged', ...last), flipped);
    await expect(run('damaged', { resume: true })).rejects.toThrow(
      /30\.safetensors: is damaged: its numbers are not those that were written; move it away to go on from 00000020\.safetensors$/,
    );
    expect(readFileSync(file('damaged', ...last)).equals(flipped)).toBe(true);
    truncateSync(file('damaged', ...last), 1000);
    await expect(run('damaged', { resume: true })).rejects.toThrow(/is damaged or no safetensors/);
    rmSync(file('damaged', ...last));
    await run('damaged', { resume: true });
    expect(readFileSync(file('damaged', ...last)).equals(sound)).toBe(true);
  });

  test('a config of another version, or that is no JSON', async () => {
    await run('version');
    const config = JSON.parse(readFileSync(file('version', 'config.json'), 'utf8'));
    writeFileSync(file('version', 'config.json'), JSON.stringify({ ...config, format: 2 }));
    await expect(run('version', { resume: true })).rejects.toThrow(
      'config.json: is of format 2, this version of tfjs-sde reads format 1; use the version that wrote it',
    );
    writeFileSync(file('version', 'config.json'), '{ "format": 1');
    await expect(run('version', { resume: true })).rejects.toThrow('config.json: is not JSON');
  });

  test('data that changed', async () => {
    const data = file('points.csv');
    const rows = Array.from({ length: 50 }, (_, i) => `${Math.sin(i)},${Math.cos(2 * i)}`);
    writeFileSync(data, rows.join('\n'));
    await run('data', { settings: { data, steps: 3 } });
    writeFileSync(data, [...rows.slice(0, -1), '0,0'].join('\n'));
    await expect(run('data', { settings: { data, steps: 6 }, resume: true })).rejects.toThrow(
      `${data}: has changed since ${file('data')} was begun with it`,
    );
  });

  test('a loss that is not finite keeps the last good checkpoint', async () => {
    await run('diverged', { settings: { steps: 10 } });
    const settings = { steps: 30, learningRate: 1e30 };
    await expect(run('diverged', { settings, resume: true })).rejects.toThrow(
      /^train: the loss is (NaN|Infinity) at step 1\d; try a smaller learning rate.*keeps the checkpoint of step 10$/,
    );
    expect(readdirSync(file('diverged', 'checkpoints'))).toEqual(['00000010.safetensors']);
  });

  test('a folder that another process is training in; one whose process is gone is taken over', async () => {
    await run('locked');
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    const began = readFileSync(`/proc/${other.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];
    writeFileSync(file('locked', 'lock'), `${hostname()}\n${other.pid}\n${began}\n`);
    const settings = { steps: 40 };
    await expect(run('locked', { settings, resume: true })).rejects.toThrow(
      `${file('locked')}: is in use by process ${other.pid} on ${hostname()}`,
    );
    // the same number as a process of long ago is not that process
    writeFileSync(file('locked', 'lock'), `${hostname()}\n${other.pid}\n1\n`);
    await run('locked', { settings, resume: true });
    other.kill('SIGKILL');
    expect(readdirSync(file('locked'))).not.toContain('lock');
  });

  test('a place that cannot be written to', async () => {
    writeFileSync(file('plain'), '');
    await expect(run('plain')).rejects.toThrow('a file stands where a folder is expected');
    await expect(run('plain/deeper')).rejects.toThrow('a file stands where a folder is expected');
    await run('read-only');
    const before = readdirSync(file('read-only'), { recursive: true });
    chmodSync(place, 0o755);
    chmodSync(file('read-only'), 0o555);
    const settings = { steps: 40 };
    await unprivileged(() =>
      expect(run('read-only', { settings, resume: true })).rejects.toThrow('access is denied'),
    );
    expect(readdirSync(file('read-only'), { recursive: true })).toEqual(before);
  });

  test('settings that are unknown or out of range', () => {
    const refused = (given: object) => () => readSettings('train.json', { seed: 1, ...given });
    expect(refused({ stepz: 3 })).toThrow('train.json: Unrecognized key: "stepz"');
    expect(refused({ steps: 0 })).toThrow(/^train\.json: steps: .*>0/);
    expect(refused({ ema: 2 })).toThrow(/^train\.json: ema: .*<=1/);
  });
});
