import { imageGrid, type Raster } from './imageGrid.ts';
import { lettered } from './lettered.ts';

/** Pixels around the pictures, left of them for the names of rows, and of a line of text. */
const [margin, names, line] = [10, 76, 15];

/** A strip of what lies between two pictures. */
export interface InterpolationStrip {
  /** Flat, [rows, columns, height, width, channels], in [-1, 1]. */
  readonly values: ArrayLike<number>;
  /** Of a picture: height, width, channels. */
  readonly shape: readonly number[];
  /** What each row is, written left of it. */
  readonly rows: readonly string[];
  /** What each column is, written above it. */
  readonly columns: readonly string[];
}

/**
 * What lies between two pictures as a strip: a way to interpolate in each row, a weight in each column.
 * @throws InputError unless they are whole images of 1 or 3 channels
 */
export async function interpolationStrip({
  values,
  shape,
  rows,
  columns,
}: InterpolationStrip): Promise<Raster> {
  const [height = 1, width = 1] = shape;
  const fitting = Math.round(640 / (columns.length * (width + 1)));
  const scale = Math.max(Math.ceil(36 / width), Math.min(8, fitting));
  const raster = imageGrid(values, shape, { columns: columns.length, scale });
  const [left, top] = [margin + names, margin + line];
  const [across, down] = [width * scale + 1, height * scale + 1];
  return lettered({
    width: left + raster.width + margin,
    height: top + raster.height + margin,
    pictures: [{ raster, left, top }],
    texts: [
      ...columns.map((text, i) => ({
        ...{ text, x: left + 1 + (i + 0.5) * across, y: top - 5 },
        anchor: 'middle' as const,
      })),
      ...rows.map((text, i) => ({ text, x: margin, y: top + (i + 0.5) * down + 4 })),
    ],
  });
}
