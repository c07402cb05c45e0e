import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileError } from '../fileError.ts';

/** What a folder holds, in order of the names, so that every machine numbers files alike. */
export interface Entries {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** Files and folders of a folder, links followed; names that begin with a dot are left out. */
export function entriesOf(folder: string): Entries {
  try {
    const [files, folders]: [string[], string[]] = [[], []];
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      const is = entry.isSymbolicLink() ? statSync(path.join(folder, entry.name)) : entry;
      (is.isDirectory() ? folders : files).push(entry.name);
    }
    return { files: files.sort(), folders: folders.sort() };
  } catch (error) {
    throw fileError(folder, error);
  }
}

export const isPng = (name: string): boolean => /\.png$/i.test(name);
export const isImage = (name: string): boolean =>
  /\.(png|jpe?g|gif|webp|bmp|tiff?|avif|heic)$/i.test(name);
