import { spawnSync } from 'node:child_process';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeBackend, useBackend } from '../../src/backend/index.ts';

const run = (env: Record<string, string>, ...args: string[]) =>
  spawnSync(process.execPath, ['dist/src/cli/main.js', ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });

test('the fastest that works is taken, and each faster one has a reason and a remedy', async () => {
  const report = await useBackend('auto');
  expect(tf.getBackend()).toBe(
    { 'native-gpu': 'tensorflow', native: 'tensorflow', wasm: 'wasm', cpu: 'cpu' }[report.name],
  );
  for (const other of report.passedOver) {
    expect(other.why).not.toBe('');
    expect(other.remedy).not.toBe('');
  }
  expect(describeBackend(report)).toHaveLength(1 + report.passedOver.length);
});

test('an unknown backend is named with the nearest and the list', async () => {
  await expect(useBackend('wams' as 'wasm')).rejects.toThrow(
    'unknown backend "wams"; did you mean "wasm"? Known: auto, native-gpu, native, wasm, cpu',
  );
});

describe('the command', () => {
  test.for(['wasm', 'cpu'])('follows TFJS_SDE_BACKEND=%s and prints nothing else', (name) => {
    const { stdout, stderr, status } = run({ TFJS_SDE_BACKEND: name }, 'backend');
    expect(stdout).toMatch(new RegExp(`^${name}: `));
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
  test('refuses an unknown one in one line with exit code 2', () => {
    const { stderr, status } = run({ TFJS_SDE_BACKEND: 'gpu' }, 'backend');
    expect(stderr).toMatch(/^.*unknown backend "gpu".*\n$/);
    expect(status).toBe(2);
  });
});

test('products on wasm, transposed or not, are those of the cpu backend', async () => {
  // sums of at most 40 products of numbers up to 1 in float32: 41 roundings of partial sums up to 40
  const shape = fc.record({
    batch: fc.integer({ min: 1, max: 3 }),
    m: fc.integer({ min: 1, max: 30 }),
    k: fc.integer({ min: 1, max: 40 }),
    n: fc.integer({ min: 1, max: 30 }),
    transposeA: fc.boolean(),
    transposeB: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(shape, async ({ batch, m, k, n, transposeA, transposeB }) => {
      const values = (count: number): Float32Array =>
        Float32Array.from({ length: count }, (_, i) => Math.sin(12.9898 * (i + 1)));
      const product = async (backend: 'cpu' | 'wasm'): Promise<Float32Array> => {
        await useBackend(backend);
        const before = tf.memory().numTensors;
        const y = tf.tidy(() => {
          const a = tf.tensor3d(values(batch * m * k), transposeA ? [batch, k, m] : [batch, m, k]);
          const b = tf.tensor3d(values(batch * k * n), transposeB ? [batch, n, k] : [batch, k, n]);
          return tf.matMul(a, b, transposeA, transposeB);
        });
        expect(y.shape).toEqual([batch, m, n]);
        const data = await y.data<'float32'>();
        y.dispose();
        expect(tf.memory().numTensors).toBe(before);
        return data;
      };
      const [wasm, cpu] = [await product('wasm'), await product('cpu')];
      for (const [i, value] of cpu.entries()) {
        expect(Math.abs((wasm[i] as number) - value)).toBeLessThan(41 * 40 * 2 ** -24);
      }
    }),
    { seed: 30, numRuns: 40 },
  );
});
