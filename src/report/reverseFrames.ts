import type { Frame } from './apngOf.ts';
import { type ImageGridOptions, imageGrid } from './imageGrid.ts';
import { lettered } from './lettered.ts';
import { oneDecimal, shortNumber } from './number.ts';

/** A moment of the reverse process, as pictures: flat, images one after another. */
export interface Moment {
  readonly t: number;
  /** ln(alpha / sigma) at that time. */
  readonly logSnr: number;
  /** Intervals done. */
  readonly step: number;
  /** Where the samples are. */
  readonly states: ArrayLike<number>;
  /** The data that are expected behind them. */
  readonly estimates: ArrayLike<number>;
}

/** Pixels around the panels, between them, and of a line of text. */
const [margin, between, line] = [10, 14, 15];
/** Seconds that the moments between the first and the last take together, and that these two are shown. */
const [running, atFirst, atLast] = [4, 0.5, 2.5];

/**
 * The frames of the reverse process: on the left the samples on their way from noise to data, on the right what they are expected
 * to become, x0 given x_t; above them where on the way that is. The last one stays for longer.
 *
 * @param shape of an image: height, width, channels
 * @param options its settings
 * @param options.columns images of a row; as many as make each panel square by default
 * @param options.range what is black and what is white; -1 and 1 by default
 * @throws InputError unless they are whole images of 1 or 3 channels
 */
export async function reverseFrames(
  moments: readonly Moment[],
  shape: readonly number[],
  { columns, range = [-1, 1] }: Pick<ImageGridOptions, 'columns' | 'range'> = {},
): Promise<readonly Frame[]> {
  const steps = moments.at(-1)?.step ?? 0;
  const images = (moments[0]?.states.length ?? 0) / shape.reduce((size, n) => size * n, 1);
  const across = Math.min(columns ?? Math.ceil(Math.sqrt(images)), images);
  const scale = Math.max(1, Math.min(8, Math.round(320 / (across * ((shape[1] ?? 1) + 1)))));
  const panel = (values: ArrayLike<number>) =>
    imageGrid(values, shape, { columns: across, scale, range });
  const each = Math.min(0.25, Math.max(1 / 30, running / moments.length));
  const frames: Frame[] = [];
  for (const [i, { t, logSnr, step, states, estimates }] of moments.entries()) {
    const [left, right] = [panel(states), panel(estimates)];
    const second = Math.max(margin + left.width + between, 140);
    const top = margin + 3 * line + 6;
    const raster = await lettered({
      width: Math.max(second + right.width + margin, 270),
      height: top + left.height + margin,
      pictures: [
        { raster: left, left: margin, top },
        { raster: right, left: second, top },
      ],
      texts: [
        { text: `step ${step} of ${steps}`, x: margin, y: margin + line - 4 },
        {
          text: `t = ${shortNumber(t)}, log-SNR ${oneDecimal(logSnr)}`,
          ...{ x: margin, y: margin + 2 * line - 4 },
        },
        { text: 'x on its way', x: margin, y: top - 5 },
        { text: 'x0 expected from it', x: second, y: top - 5 },
      ],
    });
    const seconds = i === moments.length - 1 ? atLast : i === 0 ? atFirst : each;
    frames.push({ raster, seconds });
  }
  return frames;
}
