import { crc32 } from 'node:zlib';
import { type UnzipFileInfo, unzipSync } from 'fflate';
import { InputError } from '../../errors/index.ts';
import { again } from '../again.ts';
import { heldBytes, tooLarge, withFile } from './bytes.ts';
import { checksumsOf } from './checksums.ts';
import { digestOf } from './digest.ts';
import type { ImageFiles, ImageLabels, Opening } from './images.ts';
import { npyHeader, npyImages } from './npy.ts';
import { numbered, requireLabelEach } from './numbered.ts';

/** What arrays of images and of labels are called in one file, the first pair that is there. */
const pairs = [
  ['images', 'labels'],
  ['x', 'y'],
  ['train_images', 'train_labels'],
  ['x_train', 'y_train'],
] as const;

const shownSum = (sum = 0): string => sum.toString(16).padStart(8, '0');

function unpacked(file: string, memory: number): Readonly<Record<string, Uint8Array>> {
  const [names, wanted] = [new Set<string>(), new Set<string>(pairs.flat())];
  let total = 0;
  const filter = ({ name, originalSize }: UnzipFileInfo): boolean => {
    const array = name.replace(/\.npy$/, '');
    names.add(array);
    if (!wanted.has(array)) return false;
    total += originalSize;
    if (total > memory) throw new InputError(tooLarge(file, memory));
    return true;
  };
  const packed = withFile(file, ({ length, read }) => {
    if (length > memory) throw new InputError(tooLarge(file, memory));
    return read(0, length);
  });
  let arrays: Record<string, Uint8Array>;
  let sums: ReadonlyMap<string, number>;
  try {
    arrays = unzipSync(packed, { filter });
    sums = checksumsOf(packed);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(
      `${file}: is cut short or no npz file: expected a zip archive that ends with a list of its files (${(error as Error).message}); ${again}`,
    );
  }
  for (const [name, array] of Object.entries(arrays)) {
    const [sum, expected] = [crc32(array), sums.get(name)];
    if (sum === expected) continue;
    throw new InputError(
      `${file}, array ${name.replace(/\.npy$/, '')}: is damaged: expected the CRC-32 ${shownSum(expected)}, its bytes have ${shownSum(sum)}; ${again}`,
    );
  }
  if (pairs.some(([images]) => `${images}.npy` in arrays)) return arrays;
  throw new InputError(
    `${file}: expected an array named ${pairs.map(([images]) => images).join(', ')}, got ${[...names].join(', ') || 'none'}`,
  );
}

const integers: Readonly<Record<string, (view: DataView, k: number) => number>> = {
  '|u1': (view, k) => view.getUint8(k),
  '|i1': (view, k) => view.getInt8(k),
  '<u2': (view, k) => view.getUint16(2 * k, true),
  '<i2': (view, k) => view.getInt16(2 * k, true),
  '<u4': (view, k) => view.getUint32(4 * k, true),
  '<i4': (view, k) => view.getInt32(4 * k, true),
  '<u8': (view, k) => Number(view.getBigUint64(8 * k, true)),
  '<i8': (view, k) => Number(view.getBigInt64(8 * k, true)),
};

/** @throws InputError unless the array holds one class of 0..65535 for each image */
function labelsOf(name: string, array: Uint8Array, images: string, count: number): ImageLabels {
  const { descr, shape, start } = npyHeader(name, heldBytes(array));
  const integer = integers[descr];
  const [labels = 0, ...rest] = shape;
  if (integer === undefined || rest.some((n) => n !== 1)) {
    throw new InputError(
      `${name}: expected integers of shape [n], got ${descr} of shape [${shape.join(', ')}]`,
    );
  }
  requireLabelEach(name, labels, count, images);
  const view = new DataView(array.buffer, array.byteOffset + start);
  const numbers = Int32Array.from({ length: labels }, (_, k) => {
    const number = integer(view, k);
    if (number >= 0 && number < 65536) return number;
    throw new InputError(
      `${name}: expected classes numbered from 0 to 65535, got ${number} at [${k}]`,
    );
  });
  return numbered(numbers);
}

/**
 * Images of an npz file, compressed or not: arrays named images and labels, x and y, train_images and train_labels, or x_train
 * and y_train; labels may be left out. It is held in memory.
 *
 * @throws InputError if the file is cut short, larger than `memory`, has no such array, or labels do not fit the images
 */
export function openNpz(file: string, { memory }: Opening): ImageFiles {
  const arrays = unpacked(file, memory);
  const [images, labels] = pairs.find(([name]) => `${name}.npy` in arrays) ?? pairs[0];
  const name = `${file}, array ${images}`;
  const of = npyImages(name, heldBytes(arrays[`${images}.npy`] ?? new Uint8Array()));
  const given = arrays[`${labels}.npy`];
  return {
    format: 'NPZ',
    ...of,
    ...(given && { labels: labelsOf(`${file}, array ${labels}`, given, name, of.count) }),
    digest: digestOf([file]),
  };
}
