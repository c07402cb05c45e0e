import type { Raster } from './imageGrid.ts';

/** A picture as the bytes of a PNG file. */
export async function pngOf({ width, height, channels, data }: Raster): Promise<Uint8Array> {
  const { encode } = await import('fast-png');
  return encode({ width, height, channels, data, depth: 8 });
}
