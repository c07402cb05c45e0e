import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../../errors/index.ts';
import { fileError } from '../fileError.ts';
import { withFile } from './bytes.ts';
import { type Entries, entriesOf, isImage, isPng } from './entries.ts';
import type { ImageFiles, Opening, Size } from './images.ts';
import { pngEnds, readPng } from './png.ts';

/** @throws InputError for images of other kinds, which would be left out silently otherwise */
function pngsOf(folder: string, { files }: Entries): readonly string[] {
  const other = files.find((file) => isImage(file) && !isPng(file));
  if (other === undefined) return files.filter(isPng);
  throw new InputError(
    `${path.join(folder, other)}: expected images as PNG; convert it, or take it out`,
  );
}

/** Names of PNG files within a folder with the class of each, in order of their names. */
function listed(root: string): { names: string[]; classes: string[]; numbers: number[] } {
  const entries = entriesOf(root);
  const names = [...pngsOf(root, entries)];
  const [classes, numbers]: [string[], number[]] = [[], []];
  for (const folder of entries.folders) {
    const within = path.join(root, folder);
    const found = pngsOf(within, entriesOf(within));
    if (found.length === 0) {
      throw new InputError(`${within}: expected PNG files of the class ${folder}, got none`);
    }
    if (names.length > numbers.length) {
      throw new InputError(
        `${root}: has PNG files both beside and in sub-folders (${names[0]}, ${folder}/${found[0]}); expected all in sub-folders, whose names are classes, or none`,
      );
    }
    for (const file of found) {
      numbers.push(classes.length);
      names.push(`${folder}/${file}`);
    }
    classes.push(folder);
  }
  return { names, classes, numbers };
}

/**
 * Images of a folder of PNG files; those of sub-folders are labelled by the names of these. Names and sizes are held, nothing
 * else. The digest covers names, lengths, and the first 33 and last 32 bytes of each file.
 *
 * @throws InputError if there are none, a file is cut short or no PNG, or an image of another kind lies between them
 */
export function openPngFolder(root: string, { background }: Opening): ImageFiles {
  const { names, classes, numbers } = listed(root);
  if (names.length === 0) throw new InputError(`${root}: expected PNG files, the folder has none`);
  const hash = createHash('sha256');
  const sizes = new Uint32Array(3 * names.length);
  const place = (i: number): string => path.join(root, names[i] as string);
  for (const [i, name] of names.entries()) {
    withFile(place(i), (bytes) => {
      const ends = pngEnds(place(i), bytes);
      sizes.set(ends.size, 3 * i);
      hash.update(`${name}\0${bytes.length}\n`);
      for (const end of ends.bytes) hash.update(end);
    });
  }
  return {
    format: 'PNG',
    count: names.length,
    ...(classes.length > 0 && { labels: { classes, numbers: Int32Array.from(numbers) } }),
    isEncoded: true,
    isFloat: false,
    digest: hash.digest('hex'),
    nameOf: place,
    sizeOf: (i) => Array.from(sizes.subarray(3 * i, 3 * i + 3)) as unknown as Size,
    read: (i) => {
      let bytes: Uint8Array;
      try {
        bytes = readFileSync(place(i));
      } catch (error) {
        throw fileError(place(i), error);
      }
      return readPng(place(i), bytes, background);
    },
  };
}
