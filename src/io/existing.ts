import { statSync } from 'node:fs';
import path from 'node:path';

/** The nearest of a place and the folders above it that exists. */
export function existing(place: string): { readonly place: string; readonly isFolder: boolean } {
  try {
    return { place, isFolder: statSync(place).isDirectory() };
  } catch {
    return existing(path.dirname(place));
  }
}
