import { InputError } from '../errors/index.ts';

/** How a grid of images is laid. */
export interface ImageGridOptions {
  /** Images of a row; as many as make the grid square by default. */
  readonly columns?: number | undefined;
  /** Pixels of the picture for one of an image; as many as make the picture about 512 wide, at most 8, by default. */
  readonly scale?: number;
  /** What is black and what is white; -1 and 1 by default. Beyond them values are held to them. */
  readonly range?: readonly [low: number, high: number];
}

/** A picture of bytes: grey, or red, green and blue, rows one after another. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
}

/** Pixels between images, middle grey. */
const gap = 1;
const between = 128;

/**
 * Images side by side, row after row.
 *
 * @param values flat, images one after another, of [height, width, channels] each
 * @throws InputError unless they are whole images of 1 or 3 channels, at least one
 */
export function imageGrid(
  values: ArrayLike<number>,
  shape: readonly number[],
  { columns, scale, range: [low, high] = [-1, 1] }: ImageGridOptions = {},
): Raster {
  const [height = 0, width = 0, channels = 0] = shape;
  const size = height * width * channels;
  const count = values.length / size;
  if (shape.length !== 3 || (channels !== 1 && channels !== 3)) {
    throw new InputError(
      `a picture needs images of shape [height, width, 1 or 3], got samples of shape [${shape.join(', ')}]; write .npy or .csv`,
    );
  }
  if (!Number.isInteger(count) || count === 0) {
    throw new InputError(`a picture needs whole images of ${size} values, got ${values.length}`);
  }
  const across = Math.min(columns ?? Math.ceil(Math.sqrt(count)), count);
  const down = Math.ceil(count / across);
  const by = scale ?? Math.max(1, Math.min(8, Math.round(512 / (across * (width + gap)))));
  const [cellWidth, cellHeight] = [width * by + gap, height * by + gap];
  const [fullWidth, fullHeight] = [across * cellWidth + gap, down * cellHeight + gap];
  const data = new Uint8Array(fullWidth * fullHeight * channels).fill(between);
  for (let image = 0; image < count; image++) {
    const left = (image % across) * cellWidth + gap;
    const top = Math.floor(image / across) * cellHeight + gap;
    for (let y = 0; y < height * by; y++) {
      for (let x = 0; x < width * by; x++) {
        const pixel = Math.floor(y / by) * width + Math.floor(x / by);
        const to = ((top + y) * fullWidth + left + x) * channels;
        for (let c = 0; c < channels; c++) {
          const value = values[image * size + pixel * channels + c] as number;
          const share = Math.min(Math.max((value - low) / (high - low), 0), 1);
          data[to + c] = Math.round(255 * share);
        }
      }
    }
  }
  return { width: fullWidth, height: fullHeight, channels, data };
}
