import * as tf from '@tensorflow/tfjs-core';
import type { HostArray } from '../../src/space/index.ts';

/**
 * What a network makes of each image, batch after batch.
 *
 * @param images flat, of `shape` each
 * @param of [B, width] from [B, ...shape]
 * @param batch images that are looked at at a time
 * @returns [count, width], flat
 */
export async function inBatches(
  images: HostArray,
  shape: readonly number[],
  of: (x: tf.Tensor) => tf.Tensor,
  batch = 256,
): Promise<Float32Array> {
  const size = shape.reduce((product, n) => product * n, 1);
  const count = images.length / size;
  const made: Float32Array[] = [];
  for (let first = 0; first < count; first += batch) {
    const last = Math.min(first + batch, count);
    const values = Float32Array.from(images.subarray(first * size, last * size));
    const y = tf.tidy(() => of(tf.tensor(values, [last - first, ...shape])));
    made.push((await y.data<'float32'>()).slice());
    y.dispose();
  }
  const out = new Float32Array(made.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of made) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
