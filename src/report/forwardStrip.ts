import { imageGrid, type Raster } from './imageGrid.ts';
import { lettered } from './lettered.ts';
import { oneDecimal, shortNumber } from './number.ts';

/** The time of a column, and ln(alpha / sigma) then. */
export interface NoiseTime {
  readonly t: number;
  readonly logSnr: number;
}

/** Pixels around the pictures, left of them for the names of both lines, of a line, and that a label needs. */
const [margin, names, line, label] = [10, 58, 15, 46];

/**
 * The forward process as a strip: a path in each row, a time in each column, with t and log-SNR above.
 *
 * @param values flat, [paths, times, height, width, channels], in [-1, 1]
 * @param shape of an image: height, width, channels
 * @throws InputError unless they are whole images of 1 or 3 channels
 */
export async function forwardStrip(
  values: ArrayLike<number>,
  shape: readonly number[],
  times: readonly NoiseTime[],
): Promise<Raster> {
  const width = shape[1] ?? 1;
  const columns = times.length;
  const fitting = Math.round(640 / (columns * (width + 1)));
  const scale = Math.max(Math.ceil(label / width), Math.min(8, fitting));
  const raster = imageGrid(values, shape, { columns, scale });
  const [left, top] = [margin + names, margin + 2 * line];
  const heading = (y: number, name: string, of: (at: NoiseTime) => string) => [
    { text: name, x: margin, y },
    ...times.map((at, i) => ({
      text: of(at),
      x: left + 1 + i * (width * scale + 1) + (width * scale) / 2,
      y,
      anchor: 'middle' as const,
    })),
  ];
  return lettered({
    width: left + raster.width + margin,
    height: top + raster.height + margin,
    pictures: [{ raster, left, top }],
    texts: [
      ...heading(margin + line - 5, 't', ({ t }) => shortNumber(t)),
      ...heading(margin + 2 * line - 5, 'log-SNR', ({ logSnr }) => oneDecimal(logSnr)),
    ],
  });
}
