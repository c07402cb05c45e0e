import { imageGrid } from '../../src/report/imageGrid.ts';
import { pngOf } from '../../src/report/pngOf.ts';

/** Pixels of the picture for one of an image, of a line of text, and between rows. */
const [zoom, line, gap] = [2, 16, 6];

/** A row of pictures under its title. */
export interface ImageRow {
  readonly title: string;
  /** Flat, images one after another. */
  readonly images: ArrayLike<number>;
}

/** Rows of images of one shape under their titles, as SVG; each row shows as many as stand beside one another. */
export async function images(
  rows: readonly ImageRow[],
  shape: readonly number[],
  across = 16,
): Promise<string> {
  const size = shape.reduce((product, n) => product * n, 1);
  let [top, width] = [0, 0];
  const drawn: string[] = [];
  for (const { title, images: values } of rows) {
    const shown = Array.from(
      { length: Math.min(values.length, across * size) },
      (_, i) => values[i] ?? 0,
    );
    const raster = imageGrid(shown, shape, { columns: across, scale: zoom });
    const png = btoa(String.fromCharCode(...(await pngOf(raster))));
    drawn.push(
      `<text x="0" y="${top + 12}" font-family="sans-serif" font-size="11">${title}</text>`,
      `<image x="0" y="${top + line}" width="${raster.width}" height="${raster.height}" style="image-rendering:pixelated" href="data:image/png;base64,${png}"/>`,
    );
    top += line + raster.height + gap;
    width = Math.max(width, raster.width);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${top}" viewBox="0 0 ${width} ${top}">${drawn.join('')}</svg>`;
}
