import { existsSync } from 'node:fs';
import { InputError } from '../errors/index.ts';
import { imageKinds } from './images/openImages.ts';
import type { PointsFile } from './points.ts';
import { readCsv } from './readCsv.ts';
import { readNpy } from './readNpy.ts';

const readers: Readonly<Record<string, (path: string) => Promise<PointsFile>>> = {
  csv: readCsv,
  tsv: readCsv,
  txt: readCsv,
  npy: readNpy,
};

/** Whether a name looks like a file of samples: it ends in .csv, .tsv, .txt or .npy. */
export function isPointsFile(name: string): boolean {
  return Object.hasOwn(readers, name.split('.').at(-1)?.toLowerCase() ?? '') && name.includes('.');
}

/**
 * Reads samples from a file, by its ending.
 * @throws InputError if there is no such file, the ending is unknown, or the file is not what it says
 */
export async function readPoints(path: string): Promise<PointsFile> {
  if (!existsSync(path)) {
    throw new InputError(
      `${path}: there is no such file or folder; expected a file of samples, or images`,
    );
  }
  const read = isPointsFile(path)
    ? readers[path.split('.').at(-1)?.toLowerCase() ?? '']
    : undefined;
  if (read === undefined) {
    const known = Object.keys(readers).map((ending) => `.${ending}`);
    throw new InputError(
      `${path}: expected a file that ends in ${known.join(', ')}, or images: ${imageKinds}`,
    );
  }
  return read(path);
}
