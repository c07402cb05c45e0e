import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, rmdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { InputError } from '../errors/index.ts';

/** Where builds are kept between projects: TFJS_SDE_CACHE, else tfjs-sde in XDG_CACHE_HOME, else in ~/.cache. */
export function cacheFolder(): string {
  const { TFJS_SDE_CACHE: named, XDG_CACHE_HOME: caches } = process.env;
  if (named) return path.resolve(named);
  return path.join(caches ? path.resolve(caches) : path.join(homedir(), '.cache'), 'tfjs-sde');
}

/** A folder of the cache: there whole, or not there. */
export function kept(name: string): { readonly folder: string; readonly isThere: boolean } {
  const folder = path.join(cacheFolder(), name);
  return { folder, isThere: existsSync(folder) };
}

/**
 * Makes a folder of the cache, unless it is there: in a temporary folder beside it, then renamed. Nothing is left of
 * work that fails.
 *
 * @param make fills the folder it is given
 * @returns the folder
 * @throws InputError if the cache cannot be written to, and what `make` throws
 */
export async function keep(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const { folder, isThere } = kept(name);
  if (isThere) return folder;
  let temporary: string;
  try {
    await mkdir(cacheFolder(), { recursive: true });
    temporary = await mkdtemp(`${folder}.part-`);
  } catch {
    throw new InputError(
      `${cacheFolder()} cannot be written to; name another folder in TFJS_SDE_CACHE`,
    );
  }
  try {
    await make(temporary);
    // a second run may have finished in between
    if (!existsSync(folder)) await rename(temporary, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
    // only an empty one can be
    await rmdir(cacheFolder()).catch(() => {});
  }
  return folder;
}
