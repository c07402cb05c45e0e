import { convertIndexedToRgb, type DecodedPng, decode } from 'fast-png';
import { InputError } from '../../errors/index.ts';
import { again } from '../again.ts';
import type { Bytes } from './bytes.ts';
import type { Opening, Picture, Size } from './images.ts';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Channels of a picture by PNG's type of colour; what is transparent is laid on a background. */
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 3, 4: 1, 6: 3 };

const instead = `${again}, or take it out of the folder`;

/** The ends of a PNG: its signature with the header chunk, and its last 32 bytes. */
export interface PngEnds {
  readonly size: Size;
  /** The bytes of both ends; in the usual order of chunks the latter hold the checksum of all pixels. */
  readonly bytes: readonly Uint8Array[];
}

/**
 * Reads the size of a PNG and sees that it has an end, without decoding it.
 * @throws InputError if it is cut short or no PNG
 * @see W3C, Portable Network Graphics Specification, 11.2.1 and 11.2.4
 */
export function pngEnds(name: string, { length, read }: Bytes): PngEnds {
  if (length === 0) throw new InputError(`${name}: is empty, expected a PNG; ${instead}`);
  const head = read(0, 33);
  if (signature.some((byte, k) => head[k] !== byte)) {
    throw new InputError(`${name}: is no PNG: expected it to begin with \\x89PNG; ${instead}`);
  }
  const tail = read(Math.max(0, length - 32), 32);
  if (head.length < 33 || String.fromCharCode(...tail.subarray(-8, -4)) !== 'IEND') {
    throw new InputError(
      `${name}: is cut short: expected a PNG that ends with an IEND chunk, got ${length} bytes; ${instead}`,
    );
  }
  const view = new DataView(head.buffer);
  const channels = channelsOf[head[25] ?? -1];
  if (channels === undefined) {
    throw new InputError(
      `${name}: is damaged: expected a type of colour 0, 2, 3, 4 or 6, got ${head[25]}; ${instead}`,
    );
  }
  return { size: [view.getUint32(20), view.getUint32(16), channels], bytes: [head, tail] };
}

/** Values of 1, 2 or 4 bits, each row of which begins a byte, as a byte each. */
function spread({ data, width, height, depth }: DecodedPng): Uint8Array {
  const bytesOfRow = Math.ceil((width * depth) / 8);
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const bit = (i % width) * depth;
    const byte = data[Math.floor(i / width) * bytesOfRow + (bit >> 3)] as number;
    return (byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
  });
}

/** Values with their channels, the last of which is transparency where their number is even. */
function decoded(png: DecodedPng): {
  values: Uint8Array | Uint16Array;
  channels: number;
  white: number;
} {
  if (png.palette !== undefined) {
    return { values: convertIndexedToRgb(png), channels: png.palette[0]?.length ?? 3, white: 255 };
  }
  const { channels, depth } = png;
  const white = 2 ** depth - 1;
  const values =
    depth < 8 ? spread(png) : depth === 16 ? Uint16Array.from(png.data) : Uint8Array.from(png.data);
  const clear = png.transparency;
  if (clear === undefined) return { values, channels, white };
  // one colour is transparent: a channel of its own says so
  const all = new (depth === 16 ? Uint16Array : Uint8Array)(
    (values.length / channels) * (channels + 1),
  );
  for (let i = 0; i < values.length / channels; i++) {
    const pixel = values.subarray(i * channels, (i + 1) * channels);
    all.set(pixel, i * (channels + 1));
    all[i * (channels + 1) + channels] = pixel.every((value, c) => value === clear[c]) ? 0 : white;
  }
  return { values: all, channels: channels + 1, white };
}

/**
 * Decodes a PNG of any type of colour and depth.
 *
 * @param background what shows through where it is transparent
 * @throws InputError if it is damaged, or transparent somewhere and there is no background
 */
export function readPng(
  name: string,
  bytes: Uint8Array,
  background: Opening['background'],
): Picture {
  let png: DecodedPng;
  try {
    png = decode(bytes, { checkCrc: true });
  } catch (error) {
    // a chunk that is said to reach beyond the file is read beyond it
    const why = error instanceof RangeError ? 'it ends within a chunk' : (error as Error).message;
    throw new InputError(`${name}: is cut short or damaged: ${why}; ${instead}`);
  }
  const { values, channels, white } = decoded(png);
  if (channels % 2 === 1) return { size: [png.height, png.width, channels], values, white };
  const colours = channels - 1;
  const behind = background === 'white' ? white : 0;
  const flat = new (values instanceof Uint8Array ? Uint8Array : Uint16Array)(
    (values.length / channels) * colours,
  );
  for (let i = 0; i < values.length / channels; i++) {
    const alpha = (values[i * channels + colours] as number) / white;
    if (alpha < 1 && background === 'none') {
      throw new InputError(
        `${name}: is transparent at [${Math.floor(i / png.width)}, ${i % png.width}]; give background=white or background=black`,
      );
    }
    for (let c = 0; c < colours; c++) {
      const value = values[i * channels + c] as number;
      flat[i * colours + c] = Math.round(alpha * value + (1 - alpha) * behind);
    }
  }
  return { size: [png.height, png.width, colours], values: flat, white };
}
