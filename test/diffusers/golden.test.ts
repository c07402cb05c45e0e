import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { useBackend } from '../../src/backend/index.ts';
import { logSnrOf, networkOf, tiny, tinyConfig, tinyTensors } from './tiny.ts';

beforeAll(() => useBackend('wasm'));

/** Largest difference to the golden output. */
function furthest(y: ArrayLike<number>): number {
  return Math.max(...Array.from(tiny.y, (value, i) => Math.abs(value - (y[i] as number))));
}

/** The output at the golden input, at the timesteps of both rows. */
async function output(config: unknown = tinyConfig, tensors = tinyTensors): Promise<Float32Array> {
  const network = networkOf(config, tensors);
  const y = tf.tidy(() =>
    network.apply(tf.tensor(Float32Array.from(tiny.x), [2, 8, 8, 1]), logSnrOf(tiny.timesteps)),
  );
  const values = await y.data<'float32'>();
  y.dispose();
  network.dispose();
  return values;
}

describe('a UNet2DModel of diffusers', () => {
  // the golden is float32 itself, 1.1e-6 from its float64; ours rounds as often, in another order
  test('gives the output that it gives there, to 1e-5', async () => {
    expect(furthest(await output())).toBeLessThan(1e-5);
  });
});
