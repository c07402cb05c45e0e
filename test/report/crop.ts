import type { Raster } from '../../src/report/index.ts';

/** The part of a raster that begins at a place, of a size. */
export function crop(
  { data, width, channels }: Raster,
  [left, top]: readonly [number, number],
  size: Pick<Raster, 'width' | 'height'>,
): Raster {
  const part = new Uint8Array(size.width * size.height * channels);
  for (let y = 0; y < size.height; y++) {
    const from = ((top + y) * width + left) * channels;
    part.set(data.subarray(from, from + size.width * channels), y * size.width * channels);
  }
  return { ...size, channels, data: part };
}

/** Whether something is drawn in a part of a white raster. */
export function isInked(
  raster: Raster,
  place: readonly [number, number],
  size: Pick<Raster, 'width' | 'height'>,
): boolean {
  return crop(raster, place, size).data.some((value) => value < 128);
}
