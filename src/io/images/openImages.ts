import { statSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../../errors/index.ts';
import { fileError } from '../fileError.ts';
import { openBytes, withFile } from './bytes.ts';
import { openCifar } from './cifar.ts';
import { digestOf } from './digest.ts';
import { entriesOf, isImage } from './entries.ts';
import { openIdx } from './idx.ts';
import type { ImageFiles, Opening } from './images.ts';
import { npyHeader, npyImages } from './npy.ts';
import { openNpz } from './npz.ts';
import { openPngFolder } from './pngFolder.ts';

/** What can be opened, for messages. */
export const imageKinds =
  'an IDX file (gzip or not), a CIFAR batch (.bin), an npy or npz file of images, or a folder of PNG';

type FileKind = 'idx' | 'cifar' | 'npy' | 'npz' | 'png';

/** Beginnings of files. IDX begins with two zeros and the type of its numbers. */
const beginnings: readonly (readonly [FileKind, readonly number[]])[] = [
  ['idx', [0x1f, 0x8b]],
  ['idx', [0, 0, 8]],
  ['npy', [0x93, 0x4e, 0x55, 0x4d]],
  ['npz', [0x50, 0x4b]],
  ['png', [0x89, 0x50, 0x4e, 0x47]],
];

const isFolder = (place: string): boolean => {
  try {
    return statSync(place).isDirectory();
  } catch (error) {
    throw fileError(place, error);
  }
};

/** What a file is by its first bytes; CIFAR batches have none of their own, and end in .bin. */
function kindOf(file: string): FileKind | undefined {
  const head = withFile(file, ({ read }) => read(0, 4));
  // a batch may begin with any byte of label
  if (/\.bin$/i.test(file)) return 'cifar';
  if (/idx\d-ubyte$/i.test(file)) return 'idx';
  return beginnings.find(([, start]) => start.every((byte, k) => head[k] === byte))?.[0];
}

/** What a folder holds images as, if it does. */
type Found =
  | { readonly kind: 'png' }
  | { readonly kind: 'cifar' | 'idx'; readonly files: readonly [string, ...string[]] };

/** Images of a folder: PNG, or else training batches of CIFAR, or the images of IDX, those for training first. */
function foundIn(folder: string): Found | undefined {
  const { files, folders } = entriesOf(folder);
  const nested = folders.some((name) => entriesOf(path.join(folder, name)).files.some(isImage));
  if (nested || files.some(isImage)) return { kind: 'png' };
  const idx = files.filter((name) => /images[-.]idx3-ubyte(\.gz)?$/.test(name));
  const named: readonly (readonly ['cifar' | 'idx', readonly string[]])[] = [
    ['cifar', files.filter((name) => /^data_batch_\d+\.bin$/.test(name))],
    ['cifar', files.filter((name) => name === 'train.bin')],
    ['idx', idx.length === 1 ? idx : idx.filter((name) => name.startsWith('train-')).slice(0, 1)],
  ];
  for (const [kind, names] of named) {
    const [first, ...others] = names.map((name) => path.join(folder, name));
    if (first !== undefined) return { kind, files: [first, ...others] };
  }
  return undefined;
}

/**
 * Whether there are images at a place: a folder that holds some, or a file that begins as one of images; an npy file of points
 * has none.
 */
export function isImages(place: string): boolean {
  if (isFolder(place)) return foundIn(place) !== undefined;
  const kind = kindOf(place);
  if (kind !== 'npy') return kind !== undefined;
  return withFile(place, (bytes) => npyHeader(place, bytes)).shape.length > 2;
}

function openFolder(folder: string, opening: Opening): ImageFiles {
  const found = foundIn(folder);
  if (found?.kind === 'png') return openPngFolder(folder, opening);
  if (found?.kind === 'cifar') return openCifar(found.files, opening);
  if (found?.kind === 'idx') return openIdx(found.files[0], opening);
  const { files, folders } = entriesOf(folder);
  const names = [...files, ...folders].slice(0, 3);
  const held = names.length === 0 ? 'the folder is empty' : `got ${names.join(', ')}`;
  throw new InputError(
    `${folder}: expected PNG files, data_batch_*.bin, train.bin or train-images-idx3-ubyte, ${held}; give the folder of the images`,
  );
}

/**
 * Opens images on disk, by their content.
 *
 * @param place a file or a folder
 * @throws InputError naming the file, what was found and what is expected
 */
export function openImages(place: string, opening: Opening): ImageFiles {
  if (isFolder(place)) return openFolder(place, opening);
  const kind = kindOf(place);
  if (kind === 'idx') return openIdx(place, opening);
  if (kind === 'cifar') return openCifar([place], opening);
  if (kind === 'npz') return openNpz(place, opening);
  if (kind === 'npy') {
    const images = npyImages(place, openBytes(place, opening.memory));
    return { format: 'NPY', ...images, digest: digestOf([place]) };
  }
  if (kind === 'png') {
    throw new InputError(
      `${place}: is one image; give the folder that holds it: ${path.dirname(place)}`,
    );
  }
  throw new InputError(`${place}: expected ${imageKinds}`);
}
