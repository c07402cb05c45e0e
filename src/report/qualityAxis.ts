import type * as Plot from '@observablehq/plot';
import type { Measured } from '../compare/index.ts';
import { powerOfTen, powers, shortNumber } from './number.ts';

/** The scales that quality is drawn on. */
export type Scale = 'logarithmic' | 'linear';

/** A value and between what it lies. */
export interface Spread {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** An axis, and the least value it has room for. */
export interface QualityAxis {
  readonly least: number;
  readonly options: Plot.ScaleOptions;
}

function linear(points: readonly Spread[], lowest: number): QualityAxis {
  const top = 1.05 * Math.max(...points.map(({ value }) => value), 0);
  const options = { domain: [lowest, top], ticks: 6, tickFormat: shortNumber } as const;
  return { least: lowest, options: { ...options, domain: [...options.domain] } };
}

/**
 * The axis of a measure of quality. The logarithmic one is linear within two standard errors of the floor, where estimates may be 0
 * and below.
 *
 * @param floor what two sets of fresh data score, where that is known
 */
export function qualityAxis(
  points: readonly Spread[],
  floor: Measured | undefined,
  scale: Scale,
): QualityAxis {
  const largest = Math.max(...points.map(({ value }) => value));
  const smallest = Math.min(...points.map(({ value }) => (value > 0 ? value : largest)));
  const threshold = floor === undefined ? smallest : Math.max(2 * floor.error, largest * 1e-6);
  // an estimate that never is negative needs no room below 0
  const isPositive = floor === undefined || floor.value > 2 * floor.error;
  const lowest = isPositive
    ? 0
    : Math.min(-threshold, ...points.map(({ low }) => Math.max(low, -3 * threshold)));
  if (scale === 'linear') return linear(points, lowest);
  const least = floor === undefined ? smallest / 1.3 : lowest;
  const within = (values: readonly number[]): number[] =>
    values.filter((value) => value >= least && value <= largest * 1.3);
  const decades = powers(threshold, largest);
  const kind: Plot.ScaleOptions =
    floor === undefined
      ? { type: 'log', ticks: within(decades) }
      : {
          type: 'symlog',
          constant: threshold,
          ticks: within([0, ...decades.filter((power) => power >= threshold)]),
        };
  return { least, options: { ...kind, domain: [least, largest * 1.3], tickFormat: powerOfTen } };
}
