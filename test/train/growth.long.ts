import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** Trains 5,000 steps and tells of tensors, of the bytes they hold, and of the heap after collection, early and late. */
const program = `
import * as tf from '@tensorflow/tfjs-core';
import { moons, train, useBackend, vp } from 'tfjs-sde';
import { mlp } from 'tfjs-sde/models';
await useBackend('wasm');
const told = [];
const network = mlp({ shape: [2], hidden: [16, 16], features: 4 });
await train({
  ...{ data: moons(), schedule: vp(), network, steps: 5000, batch: 16, clip: 1, evaluateEvery: 100 },
  onStep: ({ step }) => {
    if (step !== 1000 && step !== 5000) return;
    globalThis.gc();
    const { numTensors, numDataBuffers, numBytes } = tf.memory();
    told.push({ numTensors, numDataBuffers, numBytes, heap: process.memoryUsage().heapUsed });
  },
});
console.log(JSON.stringify(told));
`;

test('over 5,000 steps of training neither tensors nor memory grow', () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', '--input-type=module', '--eval', program],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  const [early, late] = JSON.parse(stdout);
  const { heap: before, ...tensors } = early;
  const { heap: after, ...same } = late;
  expect(same).toEqual(tensors);
  // a leak of one small object of 100 bytes a step would be 400 kB; losses of each hundredth and compiled code are less
  expect(after - before).toBeLessThan(400_000);
});
