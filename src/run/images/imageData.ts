import { createHash } from 'node:crypto';
import { heldOutOf, images } from '../../data/index.ts';
import { openImages } from '../../io/index.ts';
import { keyOf } from '../../noise/index.ts';
import type { RunData } from '../runData.ts';
import { prepared } from './prepared.ts';
import type { ImageSettings } from './settings.ts';

/**
 * The data that images on disk stand for; one in ten is held out. The hash covers the digest of the files and the settings that
 * change a value.
 *
 * @param name what the data are called
 * @throws InputError if files cannot be used, naming the file, what was found and what is expected
 */
export function imageData(name: string, settings: ImageSettings): RunData {
  const { path, background, memory, flip } = settings;
  const files = openImages(path, { memory: memory * 2 ** 20, background });
  const source = prepared(name, files, settings);
  // a damaged or transparent image is told before training begins, as far as one image shows it
  source.read(0);
  const { train, heldOut } = heldOutOf(files.count, keyOf('held out'));
  const all = Uint32Array.from({ length: files.count }, (_, i) => i);
  const { path: _, memory: __, ...shaping } = settings;
  const hash = createHash('sha256').update(`${files.digest}\n${JSON.stringify(shaping)}\n`);
  return {
    all: images(source, all, { flip }),
    train: images(source, train, { flip }),
    heldOut: images(source, heldOut, { flip }),
    hash: hash.digest('hex'),
  };
}
