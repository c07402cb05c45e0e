import { readFileSync } from 'node:fs';
import { fileError } from '../fileError.ts';
import type { Picture } from './images.ts';
import { readPng } from './png.ts';

/**
 * Reads one PNG file.
 * @throws InputError if it cannot be read, is damaged, or is transparent
 */
export function readPicture(file: string): Picture {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw fileError(file, error);
  }
  return readPng(file, bytes, 'none');
}
