import { spawnSync } from 'node:child_process';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeBackend, registerGradients, useBackend } from '../../src/backend/index.ts';

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

test('gradients of convolutions on wasm, in input and filter, are those of the cpu backend', async () => {
  // sums of at most 3 x 9 x 9 products of numbers up to 1 and as many partial sums, in float32
  const shape = fc.record({
    n: fc.integer({ min: 1, max: 3 }),
    size: fc.integer({ min: 5, max: 9 }),
    channels: fc.integer({ min: 1, max: 4 }),
    out: fc.integer({ min: 1, max: 5 }),
    kernel: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 3 }),
    pad: fc.constantFrom('same' as const, 'valid' as const, 1),
  });
  await fc.assert(
    fc.asyncProperty(shape, async ({ n, size, channels, out, kernel, stride, pad }) => {
      const values = (count: number): Float32Array =>
        Float32Array.from({ length: count }, (_, i) => Math.sin(12.9898 * (i + 1)));
      const gradients = async (backend: 'cpu' | 'wasm'): Promise<number[]> => {
        await useBackend(backend);
        await registerGradients();
        const before = tf.memory().numTensors;
        const [dx, dw] = tf.tidy(() => {
          const x = tf.tensor4d(values(n * size * size * channels), [n, size, size, channels]);
          const w = tf.tensor4d(values(kernel * kernel * channels * out), [
            kernel,
            kernel,
            channels,
            out,
          ]);
          const weighted = (image: tf.Tensor, filter: tf.Tensor): tf.Tensor => {
            const [from, by] = [image as tf.Tensor4D, filter as tf.Tensor4D];
            const y =
              pad === 1
                ? tf.conv2d(from, by, stride, pad, 'NHWC', 1, 'floor')
                : tf.conv2d(from, by, stride, pad);
            return tf.sum(tf.mul(y, tf.sin(tf.reshape(tf.range(0, y.size), y.shape))));
          };
          return tf.grads(weighted)([x, w]);
        }) as [tf.Tensor, tf.Tensor];
        const all = [...(await dx.data<'float32'>()), ...(await dw.data<'float32'>())];
        tf.dispose([dx, dw]);
        expect(tf.memory().numTensors).toBe(before);
        return all;
      };
      const [wasm, cpu] = [await gradients('wasm'), await gradients('cpu')];
      expect(wasm.length).toBe(cpu.length);
      for (const [i, value] of cpu.entries()) {
        expect(Math.abs((wasm[i] ?? Number.NaN) - value)).toBeLessThan(243 * 20 * 2 ** -24);
      }
    }),
    { seed: 33, numRuns: 40 },
  );
});
