import type { Raster } from './imageGrid.ts';
import { pixelsOf } from './rasterised.ts';

/** Text on a page: where it begins, or its middle or end is, along its base line. */
export interface Lettering {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor?: 'start' | 'middle' | 'end';
}

/** A white page with pictures, each by the place of its upper left corner, and text beside them. */
export interface Page {
  readonly width: number;
  readonly height: number;
  readonly pictures: readonly {
    readonly raster: Raster;
    readonly left: number;
    readonly top: number;
  }[];
  readonly texts: readonly Lettering[];
}

/** Pixels that letters reach below their base line. */
const below = 5;

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** Pictures, pixel by pixel as they are, and text on one raster: in colour if one of them is. */
export async function lettered({ width, height, pictures, texts }: Page): Promise<Raster> {
  const lines = texts.map(
    ({ text, x, y, anchor = 'start' }) =>
      `<text x="${x}" y="${y}" text-anchor="${anchor}">${escaped(text)}</text>`,
  );
  // drawn as far down as there is text: what is drawn costs by its area
  const drawn = Math.min(height, Math.ceil(Math.max(0, ...texts.map(({ y }) => y))) + below);
  const size = `width="${width}" height="${drawn}"`;
  const pixels = await pixelsOf(
    `<svg xmlns="http://www.w3.org/2000/svg" ${size}><rect ${size} fill="#fff"/><g font-family="DejaVu Sans" font-size="11" fill="#1b1b1b">${lines.join('')}</g></svg>`,
  );
  const channels = pictures.some(({ raster }) => raster.channels === 3) ? 3 : 1;
  const data = new Uint8Array(width * height * channels).fill(255);
  for (let i = 0; i < width * drawn; i++) {
    for (let c = 0; c < channels; c++) data[i * channels + c] = pixels[4 * i + c] as number;
  }
  for (const { raster, left, top } of pictures) {
    for (let y = 0; y < raster.height; y++) {
      for (let x = 0; x < raster.width; x++) {
        const from = (y * raster.width + x) * raster.channels;
        const to = ((top + y) * width + left + x) * channels;
        for (let c = 0; c < channels; c++) {
          data[to + c] = raster.data[from + Math.min(c, raster.channels - 1)] as number;
        }
      }
    }
  }
  return { width, height, channels, data };
}
