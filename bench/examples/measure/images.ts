import { readFile } from 'node:fs/promises';
import { InputError } from '../../../src/errors/index.ts';

/** Images, flat, one after another. */
export interface Images {
  readonly values: Float32Array;
  readonly count: number;
  /** Of one: height, width, channels. */
  readonly shape: readonly number[];
}

/** Pixels between the images of a grid, as `sample` lays them. */
const gap = 1;

/**
 * The grey images of a grid that `tfjs-sde sample` wrote as PNG, row after row: what is measured is what is seen. Values are
 * rounded to 256 levels of [-1, 1].
 *
 * @param of the images: pixels of a side, and how many are in a row; every row is full
 * @throws InputError if the picture is no such grid
 */
export async function readImages(
  file: string,
  { size, columns }: { readonly size: number; readonly columns: number },
): Promise<Images> {
  const { decode } = await import('fast-png');
  const { width, height, channels, data } = decode(await readFile(file));
  const cell = (width - gap) / columns;
  const [scale, rows] = [(cell - gap) / size, (height - gap) / cell];
  if (!Number.isInteger(scale) || !Number.isInteger(rows) || channels !== 1) {
    throw new InputError(
      `${file}: expected ${columns} grey images of ${size} x ${size} pixels in a row, got a picture of ${width} x ${height}`,
    );
  }
  const values = new Float32Array(rows * columns * size ** 2);
  for (let i = 0; i < values.length; i++) {
    const [image, pixel] = [Math.floor(i / size ** 2), i % size ** 2];
    const x = (image % columns) * cell + gap + (pixel % size) * scale;
    const y = Math.floor(image / columns) * cell + gap + Math.floor(pixel / size) * scale;
    values[i] = (2 * (data[y * width + x] as number)) / 255 - 1;
  }
  return { values, count: rows * columns, shape: [size, size, 1] };
}
