import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { InputError } from '../../errors/index.ts';
import { again } from '../again.ts';
import { fileError } from '../fileError.ts';

/** The bytes of a file, by position. */
export interface Bytes {
  readonly length: number;
  /** A copy or a view of [offset, offset + length), shorter where the file ends. */
  read(offset: number, length: number): Uint8Array;
}

/** Bytes that are held. */
export function heldBytes({ buffer, byteOffset, length }: Uint8Array): Bytes {
  // a view of a Buffer is a Buffer, whose methods differ
  const plain = new Uint8Array(buffer, byteOffset, length);
  return { length, read: (offset, size) => plain.subarray(offset, offset + size) };
}

/** Opens a file for one use; `use` gets its length and a reader of any part of it. */
export function withFile<T>(path: string, use: (bytes: Bytes) => T): T {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw fileError(path, error);
  }
  try {
    const read = (offset: number, length: number): Uint8Array => {
      const part = new Uint8Array(length);
      let got = 0;
      for (let n = -1; got < length && n !== 0; got += n) {
        n = readSync(file, part, got, length - got, offset + got);
      }
      return part.subarray(0, got);
    };
    return use({ length: fstatSync(file).size, read });
  } catch (error) {
    throw fileError(path, error);
  } finally {
    closeSync(file);
  }
}

function unpacked(path: string, memory: number): Uint8Array {
  const packed = readFileSync(path);
  try {
    return gunzipSync(packed, { maxOutputLength: memory });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new InputError(tooLarge(path, memory));
    throw new InputError(`${path}: is cut short or damaged: gzip: ${message}; ${again}`);
  }
}

/** What to say of a packed file that cannot be held. */
export function tooLarge(path: string, memory: number): string {
  return `${path}: holds more than ${memory / 2 ** 20} MiB when unpacked; unpack it, and it is read by position, or give a larger memory`;
}

/**
 * The bytes of a file: unpacked where its content is gzip, held up to `memory`, and read by position beyond it.
 * @throws InputError if it cannot be read, is damaged, or is gzip of more than `memory`
 */
export function openBytes(path: string, memory: number): Bytes {
  const { length, start } = withFile(path, (bytes) => ({
    length: bytes.length,
    start: bytes.read(0, 2),
  }));
  if (start[0] === 0x1f && start[1] === 0x8b) return heldBytes(unpacked(path, memory));
  if (length <= memory) return heldBytes(readFileSync(path));
  return {
    length,
    read: (offset, size) => withFile(path, (bytes) => bytes.read(offset, size)),
  };
}
