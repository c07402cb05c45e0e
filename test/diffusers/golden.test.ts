import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { useBackend } from '../../src/backend/index.ts';
import unets from '../goldens/unets.json' with { type: 'json' };
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

/** Numbers that a formula of their place gives, the same as in unets_of_diffusers.py. */
function filled(size: number, k: number): Float32Array {
  return Float32Array.from(
    { length: size },
    (_, i) => 0.4 * Math.sin(12.9898 * (i + 1) + 78.233 * (k + 1)),
  );
}

describe('UNet2DModels of diffusers under other settings', () => {
  const titled = unets.map((golden) => [JSON.stringify(golden.config), golden] as const);

  // some 60 layers on the way, each of which rounds values of a few to 2^-24: 60 x 3 x 6e-8 = 1.1e-5 if all erred one way, and
  // they do not
  test.for(titled)('%s', async ([, { config, shapes, y }]) => {
    const tensors = Object.fromEntries(
      Object.entries(shapes).map(([name, shape], k) => [
        name,
        {
          shape,
          data: filled(
            shape.reduce((product, n) => product * n, 1),
            k,
          ),
        },
      ]),
    );
    const network = networkOf(config, tensors);
    const labels = network.classes === undefined ? undefined : [2, 0];
    const shape = [2, ...network.shape];
    const size = shape.reduce((product, n) => product * n, 1);
    const x = tf.tensor(
      filled(size, 0).map((value) => 2 * value),
      shape,
    );
    const output = network.apply(x, logSnrOf([17, 640]), labels);
    const values = await output.data();
    for (const [i, value] of y.entries())
      expect(Math.abs(value - (values[i] as number))).toBeLessThan(1e-5);
    expect(values.length).toBe(y.length);
    tf.dispose([x, output]);
    network.dispose();
  });
});
