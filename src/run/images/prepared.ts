import { coloured, cropped, type FiniteImages, resized } from '../../data/index.ts';
import { InputError } from '../../errors/index.ts';
import { type ImageFiles, type Picture, shown } from '../../io/index.ts';
import { held } from './held.ts';
import type { ImageSettings } from './settings.ts';

type Shape = readonly [height: number, width: number, channels: number];

/**
 * The one shape that all images come to.
 * @throws InputError naming the first two files that differ where no setting brings them together
 */
function shapeOf(files: ImageFiles, { size, colour }: ImageSettings): Shape {
  const [height, width, channels] = files.sizeOf(0);
  for (let i = 1; i < files.count; i++) {
    const [h, w, c] = files.sizeOf(i);
    const differ = (a: string, b: string, how: string): InputError =>
      new InputError(`${files.nameOf(i)}: is ${a}, ${files.nameOf(0)} is ${b}; ${how}`);
    if (size === 0 && (h !== height || w !== width)) {
      throw differ(shown([h, w]), shown([height, width]), 'give size=16 or another for all');
    }
    if (colour === 'own' && c !== channels) {
      const called = (n: number): string => (n === 1 ? 'grey' : 'rgb');
      throw differ(called(c), called(channels), 'give colour=grey or colour=rgb');
    }
  }
  const sides = size === 0 ? ([height, width] as const) : ([size, size] as const);
  return [...sides, colour === 'own' ? channels : colour === 'grey' ? 1 : 3];
}

/** Values between low and high where they are brightnesses; floats are taken as they are. */
function normalised({ values, white }: Picture, { low, high }: ImageSettings): Float64Array {
  if (white === undefined) return Float64Array.from(values);
  return Float64Array.from(values, (value) => low + ((high - low) * value) / white);
}

/**
 * Images of files brought to one size, range and colour, decoded and resized ones held up to the limit of the settings.
 *
 * @param name what the data are called
 * @throws InputError if sizes differ and none is given, and for a range with floats
 */
export function prepared(name: string, files: ImageFiles, settings: ImageSettings): FiniteImages {
  const { size, fit, low, high } = settings;
  if (files.isFloat && (low !== -1 || high !== 1)) {
    throw new InputError(
      `${settings.path}: holds floats, which are taken as they are; leave out low and high`,
    );
  }
  const shape = shapeOf(files, settings);
  const [height, width, channels] = shape;
  const read = (i: number): Float32Array => {
    const picture = files.read(i);
    const [h, w, c] = picture.size;
    const values = coloured(normalised(picture, settings), c, channels);
    if (size === 0) return Float32Array.from(values);
    const isCut = fit === 'crop' && h !== w;
    const square = isCut ? cropped(values, [h, w, channels]) : values;
    const side = Math.min(h, w);
    const from = isCut ? ([side, side, channels] as const) : ([h, w, channels] as const);
    return Float32Array.from(resized(square, from, [height, width]));
  };
  const { labels, format, count } = files;
  const classes = labels === undefined ? '' : `, ${labels.classes.length} classes`;
  return {
    name,
    about: `${count} images of ${shown(shape)}, ${format}${classes}`,
    shape,
    ...(labels && { labels }),
    read: files.isEncoded || size !== 0 ? held(settings.memory * 2 ** 20, read) : read,
  };
}
