import { InputError, requireInteger } from '../errors/index.ts';
import { fillUniform, type Key } from '../noise/index.ts';
import type { HostArray } from '../space/index.ts';

/** Evenly spaced values that data have, such as the brightness of a pixel. */
export interface Quantisation {
  /** How many; 256 by default, those of 8 bits. */
  readonly levels?: number | undefined;
  /** The first and the last of them; -1 and 1 by default. */
  readonly range?: readonly [low: number, high: number] | undefined;
}

/**
 * What two neighbouring levels are apart: of 256 levels from -1 to 1, 2 / 255.
 * @throws InputError for fewer than two levels, or a range that does not rise
 */
export function spacingOf({ levels = 256, range: [low, high] = [-1, 1] }: Quantisation): number {
  requireInteger('quantisation: levels', levels, 2);
  if (low < high && Number.isFinite(high - low)) return (high - low) / (levels - 1);
  throw new InputError(`quantisation: range must rise, got ${low} and ${high}`);
}

/**
 * Whether values are on the levels, as they are when an image of 8 bits was read.
 *
 * @param tolerance of a spacing; a hundredth by default, which float32 keeps on up to 2^16 levels
 */
export function isQuantised(
  x: HostArray,
  quantisation: Quantisation = {},
  tolerance = 0.01,
): boolean {
  const spacing = spacingOf(quantisation);
  const { levels = 256, range: [low] = [-1] } = quantisation;
  return x.every((value) => {
    const level = (value - low) / spacing;
    const nearest = Math.round(level);
    return nearest >= 0 && nearest < levels && Math.abs(level - nearest) <= tolerance;
  });
}

/**
 * Dequantised data: x + spacing (u - 1/2), u uniform in (0, 1), so that each level becomes the interval around it. Without it a density
 * of data that have few values is unbounded, and its likelihood says nothing. With it
 *
 *   E_u ln p(x + spacing (u - 1/2)) + D ln spacing <= ln P(x),   P(x) = integral of p over the cube of side spacing around x
 *
 * which {@link bitsPerDimension} turns into bits.
 *
 * @param x flat, rows of `size` values one after another
 * @param key names the noise; element d of row r depends on (key, r, d) alone
 * @param quantisation the levels; 256 from -1 to 1 by default
 * @param firstRow where the first row is among all data
 * @see Uria, Murray & Larochelle (2013), arXiv:1306.0186; Theis, van den Oord & Bethge (2016), arXiv:1511.01844, section 3.1
 */
export function dequantised(
  x: HostArray,
  size: number,
  key: Key,
  quantisation: Quantisation = {},
  firstRow = 0,
): Float64Array {
  const spacing = spacingOf(quantisation);
  const out = new Float64Array(x.length);
  fillUniform(out, size, key, firstRow);
  return out.map((u, i) => (x[i] as number) + spacing * (u - 0.5));
}

/**
 * Bits per dimension of a log-likelihood in nats, the fewer the better:
 *
 *   -ln p(x) / (D ln 2)   of a density
 *   -(ln p(x) + D ln spacing) / (D ln 2)   of levels, ln p of {@link dequantised} data: at least those of P(x), on average
 *
 * Of 256 levels from -1 to 1 the second is the first plus log2(255 / 2) = 6.994. The first depends on the scale of the data.
 *
 * @param logDensity ln p(x) in nats, of one sample or a mean
 * @param dimension D, elements of a sample
 * @param quantisation of dequantised data, their levels
 */
export function bitsPerDimension(
  logDensity: number,
  dimension: number,
  quantisation?: Quantisation,
): number {
  const perLevel = quantisation === undefined ? 0 : Math.log(spacingOf(quantisation));
  return -(logDensity / dimension + perLevel) / Math.LN2;
}
