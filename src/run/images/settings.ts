import {
  type Catalogue,
  catalogue,
  type OptionValue,
  type Specification,
} from '../../catalogue/index.ts';
import { InputError, requireInRange, requireInteger, requireOneOf } from '../../errors/index.ts';

/** How images of files become data. */
export interface ImageSettings {
  /** A file or a folder, from the folder where the command runs. */
  readonly path: string;
  /** Pixels along both sides; 0 leaves images as they are. */
  readonly size: number;
  /** How an image that is no square becomes one: cut to the square in its middle, or stretched. */
  readonly fit: 'crop' | 'stretch';
  readonly colour: 'own' | 'grey' | 'rgb';
  /** Whether drawn images are mirrored left to right half of the time. */
  readonly flip: boolean;
  /** The value of black. */
  readonly low: number;
  /** The value of white. */
  readonly high: number;
  /** What shows through where a PNG is transparent. */
  readonly background: 'none' | 'black' | 'white';
  /** MiB that are held of a file at most, and as much again of images that were decoded or resized. */
  readonly memory: number;
}

const defaults: ImageSettings = {
  path: '',
  size: 0,
  fit: 'crop',
  colour: 'own',
  flip: false,
  low: -1,
  high: 1,
  background: 'none',
  memory: 256,
};

/** Settings of images with a name, so that they are read from text and written as other data sets are. */
interface NamedSettings {
  readonly name: 'images';
  readonly options: ImageSettings & Readonly<Record<string, OptionValue>>;
}

const named: Catalogue<NamedSettings> = catalogue('data set', [
  (given: Partial<ImageSettings> = {}): NamedSettings => ({
    name: 'images',
    options: { ...defaults, ...given },
  }),
]);

/**
 * The settings of `images(path=./pngs,size=16)`, checked.
 * @throws InputError for an unknown setting, one out of range, and without a path
 */
export function imageSettings(specification: Specification): ImageSettings {
  const settings: ImageSettings = named.make(specification).options;
  const { path, size, fit, colour, low, high, background, memory } = settings;
  if (path === '') {
    throw new InputError('images: needs path, a file or a folder, such as images(path=./pngs)');
  }
  requireInteger('images: size', size, 0);
  requireOneOf('images: fit', fit, ['crop', 'stretch']);
  requireOneOf('images: colour', colour, ['own', 'grey', 'rgb']);
  requireOneOf('images: background', background, ['none', 'black', 'white']);
  requireInRange('images: low', low, -1e6, 1e6);
  requireInRange('images: high', high, -1e6, 1e6);
  if (low >= high) throw new InputError(`images: low must be below high, got ${low} and ${high}`);
  requireInRange('images: memory', memory, 1, 65536);
  return settings;
}

/** The settings that differ from their defaults, as they are written: `images(path=./pngs,size=16)`. */
export function imageLabel(settings: ImageSettings): string {
  return named.label({ name: 'images', options: { ...settings } });
}
