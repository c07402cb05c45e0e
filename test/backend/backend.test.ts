import { spawnSync } from 'node:child_process';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { describeBackend, useBackend } from '../../src/backend/index.ts';

const run = (env: Record<string, string>, ...args: string[]) =>
  spawnSync(process.execPath, ['dist/src/cli/main.js', ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });

test('the fastest that works is taken, and each faster one has a reason and a remedy', async () => {
  const report = await useBackend('auto');
  expect(tf.getBackend()).toBe(report.name.startsWith('native') ? 'tensorflow' : report.name);
  for (const other of report.passedOver) {
    expect(other.why).not.toBe('');
    expect(other.remedy).not.toBe('');
  }
  expect(describeBackend(report)).toHaveLength(1 + report.passedOver.length);
});

test('an unknown backend is named with the nearest and the list', async () => {
  await expect(useBackend('wams' as 'wasm')).rejects.toThrow(
    'unknown backend "wams"; did you mean "wasm"? Known: auto, native-gpu, native, wasm, cpu, webgl, webgpu',
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
    expect(stderr).toMatch(/^.*unknown backend "gpu"; did you mean "native-gpu"\?.*\n$/);
    expect(status).toBe(2);
  });
});

test('webgl and webgpu are named with what would bring them', async () => {
  await expect(useBackend('webgpu')).rejects.toThrow(
    "npm install @tensorflow/tfjs-backend-webgpu@4.22.0, and import '@tensorflow/tfjs-backend-webgpu' before useBackend",
  );
});

test('native multiplies without oneDNN unless told otherwise', (context) => {
  const script =
    "const { useBackend } = await import('./dist/src/backend/index.js'); await useBackend('native'); process.stdout.write(process.env.TF_ENABLE_ONEDNN_OPTS);";
  const settled = (env: Record<string, string>): string => {
    const { TF_ENABLE_ONEDNN_OPTS: _, ...own } = process.env;
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', script],
      { encoding: 'utf8', env: { ...own, ...env } },
    );
    if (stderr.includes('backend native:')) context.skip('native is not built');
    expect([status, stderr]).toEqual([0, '']);
    return stdout;
  };
  // most processors have no oneDNN by default, so that TensorFlow's own word would say nothing here
  expect(settled({})).toBe('0');
  expect(settled({ TF_ENABLE_ONEDNN_OPTS: '1' })).toBe('1');
});
