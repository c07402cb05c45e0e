import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** Trains 10,000 steps and tells of tensors, of the bytes they hold, and of the heap after collection, three times early and late. */
const program = `
import * as tf from '@tensorflow/tfjs-core';
import { moons, train, useBackend, vp } from 'tfjs-sde';
import { mlp } from 'tfjs-sde/models';
await useBackend('wasm');
const told = [];
const steps = [4900, 4950, 5000, 9900, 9950, 10000];
const network = mlp({ shape: [2], hidden: [16, 16], features: 4 });
await train({
  ...{ data: moons(), schedule: vp(), network, steps: 10000, batch: 16, clip: 1, evaluateEvery: 100 },
  onStep: ({ step }) => {
    if (!steps.includes(step)) return;
    globalThis.gc();
    const { numTensors, numDataBuffers, numBytes } = tf.memory();
    told.push({ numTensors, numDataBuffers, numBytes, heap: process.memoryUsage().heapUsed });
  },
});
console.log(JSON.stringify(told));
`;

test('over the last 5,000 of 10,000 steps of training neither tensors nor memory grow', () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', '--input-type=module', '--eval', program],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  const told: { heap: number }[] = JSON.parse(stdout);
  const [{ heap: _, ...tensors }] = told as [{ heap: number }];
  for (const { heap: __, ...same } of told) expect(same).toEqual(tensors);
  // what one collection leaves until the next, compiled code among it, is not in the least of three
  const least = (of: { heap: number }[]): number => Math.min(...of.map(({ heap }) => heap));
  const [before, after] = [least(told.slice(0, 3)), least(told.slice(3))];
  // a leak of one small object of 100 bytes a step would be 500 kB; losses of each hundredth and compiled code are less
  console.log(
    'growth',
    after - before,
    told.map(({ heap }) => heap),
  );
  expect(after - before).toBeLessThan(400_000);
});
