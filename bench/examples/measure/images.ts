import { readFile } from 'node:fs/promises';
import { InputError } from '../../../src/errors/index.ts';

/** Images, flat, one after another. */
export interface Images {
  readonly values: Float32Array;
  readonly count: number;
  /** Of one: height, width, channels. */
  readonly shape: readonly number[];
}

/**
 * The samples that `tfjs-sde sample` wrote: float32 of shape [n, height, width, channels].
 * @throws InputError if they are no images
 */
export async function readImages(file: string): Promise<Images> {
  const { default: Npy } = await import('npyjs');
  const bytes = await readFile(file);
  const { data, shape } = await new Npy().load(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
  );
  const [count = 0, ...one] = shape;
  if (one.length !== 3) {
    throw new InputError(`${file}: expected images [n, height, width, channels], got [${shape}]`);
  }
  return { values: Float32Array.from(data as Float32Array), count, shape: one };
}
