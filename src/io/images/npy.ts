import { InputError } from '../../errors/index.ts';
import { again } from '../again.ts';
import { fromHalf } from '../safetensors/half.ts';
import type { Bytes } from './bytes.ts';
import type { ImageFiles, Picture, Size } from './images.ts';

/** What stands before the numbers of numpy's npy format. */
export interface NpyHeader {
  /** The type of the numbers: `|u1`, `<f4`. */
  readonly descr: string;
  readonly shape: readonly number[];
  /** Where the numbers begin, in bytes. */
  readonly start: number;
}

/** Bytes of one number. */
const widthOf = (descr: string): number => Number(descr.slice(2));

/**
 * Reads the header of an npy file, and holds the length of the file against it.
 * @throws InputError if it is cut short, no npy file, in Fortran order or big-endian
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function npyHeader(name: string, bytes: Bytes): NpyHeader {
  const damaged = (why: string): InputError =>
    new InputError(
      `${name}: is cut short or no npy file: ${why}; ${again}, or write it again with numpy.save`,
    );
  const head = bytes.read(0, 12);
  if (String.fromCharCode(...head.subarray(1, 6)) !== 'NUMPY' || head.length < 12) {
    throw damaged(`expected it to begin with \\x93NUMPY, it has ${bytes.length} bytes`);
  }
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const [from, length] =
    head[6] === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  const text = new TextDecoder('latin1').decode(bytes.read(from, length));
  const descr = text.match(/'descr':\s*'([^']+)'/)?.[1];
  const order = text.match(/'fortran_order':\s*(True|False)/)?.[1];
  const axes = text.match(/'shape':\s*\(([\d,\s]*)\)/)?.[1];
  if (descr === undefined || order === undefined || axes === undefined) {
    throw damaged('its header does not say type, order and shape');
  }
  if (order === 'True') {
    throw new InputError(`${name}: is in Fortran order; save it with numpy.ascontiguousarray`);
  }
  const shape = axes.split(',').flatMap((n) => (n.trim() === '' ? [] : [Number(n)]));
  const expected = from + length + shape.reduce((product, n) => product * n, widthOf(descr));
  if (bytes.length !== expected) {
    throw damaged(
      `its header says [${shape.join(', ')}] of ${descr}, expected ${expected} bytes, got ${bytes.length}`,
    );
  }
  return { descr, shape, start: from + length };
}

/** How images are read out of the bytes of numbers, by type. */
const readers: Readonly<Record<string, (bytes: Uint8Array) => Omit<Picture, 'size'>>> = {
  '|u1': (bytes) => ({ values: bytes, white: 255 }),
  '|b1': (bytes) => ({ values: bytes, white: 1 }),
  '<f2': (bytes) => ({ values: fromHalf(new Uint16Array(aligned(bytes))) }),
  '<f4': (bytes) => ({ values: new Float32Array(aligned(bytes)) }),
  '<f8': (bytes) => ({ values: new Float64Array(aligned(bytes)) }),
};

/** A copy that begins at 0, as typed arrays of wider numbers need. */
const aligned = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

function sizeOf(name: string, shape: readonly number[]): Size {
  const [, height = 0, width = 0, channels = 1] = shape;
  const fits = (shape.length === 3 || shape.length === 4) && (channels === 1 || channels === 3);
  if (fits && !shape.includes(0)) return [height, width, channels];
  const first = shape.length === 4 && (shape[1] === 1 || shape[1] === 3);
  throw new InputError(
    `${name}: expected images of shape [n, height, width] or [n, height, width, 1 or 3], got [${shape.join(', ')}]${first ? '; bring channels last with numpy.moveaxis(x, 1, -1)' : ''}`,
  );
}

/**
 * Images of an npy array [n, height, width] or [n, height, width, channels]: bytes 0..255, booleans, or floats.
 *
 * @param name the file's, for messages
 * @throws InputError if the header is not one of images; when read, for a value that is not finite
 */
export function npyImages(name: string, bytes: Bytes): Omit<ImageFiles, 'digest' | 'format'> {
  const { descr, shape, start } = npyHeader(name, bytes);
  const size = sizeOf(name, shape);
  const reader = readers[descr];
  if (reader === undefined) {
    throw new InputError(
      `${name}: expected images of type ${Object.keys(readers).join(', ')}, got ${descr}; convert them with .astype('uint8') or .astype('float32')`,
    );
  }
  const length = widthOf(descr) * size[0] * size[1] * size[2];
  return {
    count: shape[0] ?? 0,
    isEncoded: false,
    isFloat: descr.includes('f'),
    nameOf: (i) => `${name}, image ${i}`,
    sizeOf: () => size,
    read: (i) => {
      const picture = { size, ...reader(bytes.read(start + i * length, length)) };
      const bad = picture.values.find((value) => !Number.isFinite(value));
      if (bad === undefined) return picture;
      throw new InputError(`${name}: values must be finite, got ${bad} in image ${i}`);
    },
  };
}
