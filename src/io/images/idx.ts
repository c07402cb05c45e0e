import { existsSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../../errors/index.ts';
import { again } from '../again.ts';
import { type Bytes, openBytes } from './bytes.ts';
import { digestOf } from './digest.ts';
import type { ImageFiles, ImageLabels, Opening, Size } from './images.ts';
import { numbered, requireLabelEach } from './numbered.ts';

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');

/**
 * The numbers of samples and of values along each axis of an IDX file of unsigned bytes.
 * @param what what the file should hold, for messages
 */
function dimensions(file: string, bytes: Bytes, axes: number, what: string): readonly number[] {
  const start = 4 + 4 * axes;
  const head = bytes.read(0, start);
  const expected = Uint8Array.of(0, 0, 8, axes);
  if (bytes.length === 0) {
    throw new InputError(`${file}: is empty, expected an IDX file of ${what}; ${again}`);
  }
  if (hex(head.subarray(0, 4)) !== hex(expected)) {
    throw new InputError(
      `${file}: expected an IDX file of ${what}, which begins ${hex(expected)}, got ${hex(head.subarray(0, 4))}`,
    );
  }
  if (head.length < start) {
    throw new InputError(
      `${file}: is cut short: expected a header of ${start} bytes, got ${head.length}; ${again}`,
    );
  }
  const view = new DataView(head.buffer, head.byteOffset);
  const shape = Array.from({ length: axes }, (_, k) => view.getUint32(4 + 4 * k));
  const length = start + shape.reduce((product, n) => product * n, 1);
  if (bytes.length !== length || length === start) {
    const how = bytes.length < length ? 'is cut short' : 'is damaged';
    throw new InputError(
      `${file}: ${how}: its header says ${shape.join(' x ')}, expected ${length} bytes, got ${bytes.length}; ${again}`,
    );
  }
  return shape;
}

/** The file of labels beside a file of images, by the usual names: train-images-idx3-ubyte.gz, train-labels-idx1-ubyte. */
function labelsBeside(file: string): string | undefined {
  const name = path.basename(file).replace(/\.gz$/i, '');
  const beside = name.replace('images', 'labels').replace('idx3', 'idx1');
  if (beside === name) return undefined;
  return [beside, `${beside}.gz`]
    .map((label) => path.join(path.dirname(file), label))
    .find((label) => existsSync(label));
}

function readLabels(file: string, memory: number, images: string, count: number): ImageLabels {
  const bytes = openBytes(file, memory);
  const [labels = 0] = dimensions(file, bytes, 1, 'labels');
  requireLabelEach(file, labels, count, images);
  return numbered(Int32Array.from(bytes.read(8, labels)));
}

/**
 * Images of an IDX file, as MNIST and its relatives come, packed with gzip or not; with the labels of the file beside it.
 * @throws InputError if either file is cut short or something else, or their numbers differ
 * @see LeCun, Cortes & Burges, The MNIST database, "File formats"
 */
export function openIdx(file: string, { memory }: Opening): ImageFiles {
  const bytes = openBytes(file, memory);
  const [count = 0, height = 0, width = 0] = dimensions(file, bytes, 3, 'images');
  const size: Size = [height, width, 1];
  const pixels = height * width;
  const beside = labelsBeside(file);
  return {
    format: 'IDX',
    count,
    ...(beside === undefined ? {} : { labels: readLabels(beside, memory, file, count) }),
    isEncoded: false,
    isFloat: false,
    digest: digestOf(beside === undefined ? [file] : [file, beside]),
    nameOf: (i) => `${file}, image ${i}`,
    sizeOf: () => size,
    read: (i) => ({ size, values: bytes.read(16 + i * pixels, pixels), white: 255 }),
  };
}
