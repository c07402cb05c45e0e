import { mkdtempSync, rmdirSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../errors/index.ts';
import { existing } from '../io/index.ts';

/**
 * Checks, before long work begins, that a folder can be written to or made; nothing it makes stays.
 *
 * @param option the option that named it, for the message
 * @throws InputError where a file is in the way or writing is not allowed
 */
export function requireWritableFolder(option: string, folder: string): void {
  const { place, isFolder } = existing(path.resolve(folder));
  if (!isFolder) throw new InputError(`${option} must be a folder, ${place} is a file`);
  try {
    rmdirSync(mkdtempSync(path.join(place, '.tfjs-sde-')));
  } catch {
    throw new InputError(`${option}: ${place} cannot be written to; give another folder`);
  }
}

/** The same for a file. */
export function requireWritableFile(option: string, file: string): void {
  const { place, isFolder } = existing(path.resolve(file));
  if (isFolder && place === path.resolve(file)) {
    throw new InputError(`${option} must be a file, ${file} is a folder`);
  }
  requireWritableFolder(option, path.dirname(path.resolve(file)));
}
