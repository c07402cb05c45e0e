import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillUniform, keyOf } from '../../src/noise/index.ts';

const main = 'dist/src/cli/main.js';
const place = mkdtempSync(path.join(tmpdir(), 'stopped-'));
afterAll(() => rmSync(place, { recursive: true }));

const every = 40;
const settings = [
  ...['--data', 'moons', '--model', 'mlp(width=32,depth=2)', '--batch', '64', '--seed', '3'],
  ...['--steps', '400', '--checkpoint-every', String(every), '--backend', 'wasm', '--quiet'],
];
const last = ['checkpoints', '00000400.safetensors'] as const;
const bytes = (...parts: string[]): string =>
  readFileSync(path.join(place, ...parts)).toString('base64');
/** Steps that metrics.jsonl tells of. */
const stepsTold = (run: string): number => {
  const file = path.join(place, run, 'metrics.jsonl');
  if (!existsSync(file)) return 0;
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return JSON.parse(lines.at(-1) ?? '{"step":0}').step;
};
const stepsKept = (run: string): number => {
  const folder = path.join(place, run, 'checkpoints');
  if (!existsSync(folder)) return 0;
  return Math.max(
    0,
    ...readdirSync(folder).map((name) => Number(/^(\d+)\.safe/.exec(name)?.[1] ?? 0)),
  );
};

beforeAll(() => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [main, 'train', ...settings, '--out', path.join(place, 'straight')],
    { encoding: 'utf8' },
  );
  expect([status, stderr]).toEqual([0, '']);
});

/** Once the run tells of this step, some milliseconds more. */
async function reached(run: string, step: number, more: number): Promise<void> {
  while (stepsTold(run) < step) await new Promise((resolve) => setTimeout(resolve, 2));
  await new Promise((resolve) => setTimeout(resolve, more));
}

/** Trains and sends a signal at a random moment, five times over; then lets it come to its end. */
async function stoppedAgainAndAgain(run: string, signal: NodeJS.Signals): Promise<number[]> {
  const waits = new Float64Array(10);
  fillUniform(waits, 2, keyOf(run), 0);
  const codes: number[] = [];
  for (let start = 0; start < 6; start++) {
    const before = stepsKept(run);
    const child = spawn(
      process.execPath,
      [main, 'train', ...settings, '--resume', '--out', path.join(place, run)],
      { stdio: 'ignore' },
    );
    const ended = new Promise<number>((resolve) =>
      child.on('exit', (status, by) => resolve(status ?? (by === 'SIGKILL' ? 137 : -1))),
    );
    const [steps, more] = [waits[2 * start], waits[2 * start + 1]];
    if (steps !== undefined && more !== undefined) {
      // at most 40 steps on, and five times that is half of the run: it is still at work
      await reached(run, before + 1 + Math.floor(39 * steps), 20 * more);
      child.kill(signal);
    }
    codes.push(await ended);
    // what was saved stays, and no more than the steps between two checkpoints are lost
    expect(stepsKept(run)).toBeGreaterThanOrEqual(before);
    expect(stepsTold(run) - stepsKept(run)).toBeLessThan(every + 1);
  }
  return codes;
}

test.for([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGKILL', 137],
] as const)(
  '%s at random moments, and gone on with each time: bitwise the run that never stopped',
  async ([signal, code]) => {
    const codes = await stoppedAgainAndAgain(signal, signal);
    expect(codes).toEqual([code, code, code, code, code, 0]);
    expect(bytes(signal, ...last)).toBe(bytes('straight', ...last));
    expect(bytes(signal, 'metrics.jsonl')).toBe(bytes('straight', 'metrics.jsonl'));
    expect(readdirSync(path.join(place, signal)).sort()).toEqual(
      readdirSync(path.join(place, 'straight')).sort(),
    );
  },
);

test('the same seed draws the same samples, however they are split into batches', () => {
  const drawn = (batch: string, file: string): string => {
    const { status } = spawnSync(process.execPath, [
      ...[main, 'sample', path.join(place, 'straight'), '--solver', 'sra1', '--steps', '6'],
      ...['-n', '250', '--seed', 'x', '--batch', batch, '--out', path.join(place, file)],
      ...['--backend', 'wasm', '--quiet'],
    ]);
    expect(status).toBe(0);
    return bytes(file);
  };
  const whole = drawn('250', 'a.npy');
  expect(drawn('64', 'b.npy')).toBe(whole);
  expect(drawn('1', 'c.npy')).toBe(whole);
});

test('a full disk is one line, and what was saved before stays', () => {
  // a file system of half a megabyte, where this machine lets one be mounted
  const small = mkdtempSync(path.join(tmpdir(), 'small-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=600k', 'tmpfs', small]);
  if (mounted.status !== 0) {
    rmSync(small, { recursive: true });
    return;
  }
  try {
    const out = path.join(small, 'run');
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        ...['dist/src/cli/main.js', 'train', '--data', 'moons', '--quiet', '--out', out],
        ...['--steps', '60', '--checkpoint-every', '20', '--batch', '16', '--keep', '9'],
        ...['--model', 'mlp(width=64,depth=2,features=4)', '--backend', 'wasm'],
      ],
      { encoding: 'utf8' },
    );
    expect(status).toBe(2);
    expect(stderr).toMatch(/^tfjs-sde: .*: the disk is full; free some space[^\n]*\n$/);
    const left = readdirSync(path.join(out, 'checkpoints'));
    expect(left.length).toBeGreaterThan(0);
    expect(left.every((name) => name.endsWith('.safetensors'))).toBe(true);
  } finally {
    spawnSync('umount', [small]);
    rmSync(small, { recursive: true });
  }
});
