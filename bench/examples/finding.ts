import type { Measured } from '../../src/metrics/index.ts';

/** Something that was measured, and what is expected of it. */
export interface Finding extends Measured {
  readonly what: string;
  /** What the value is: a share of 1, or a number. */
  readonly unit: 'share' | 'number' | 'ms';
  /** What it has to be at least. */
  readonly least?: number;
  /** What it may be at most. */
  readonly most?: number;
  /** By how many of its standard errors it has to be beyond that; 0 unless given. */
  readonly beyond?: number;
}

/** Whether a finding is as expected; undefined where nothing is. */
export function passes({ value, error, least, most, beyond = 0 }: Finding): boolean | undefined {
  if (least === undefined && most === undefined) return undefined;
  const margin = beyond * error;
  return value - margin >= (least ?? -Infinity) && value + margin <= (most ?? Infinity);
}

const digits = { share: 1, number: 2, ms: 1 } as const;

/** A number of a unit: shares in percent. */
function told(value: number, unit: Finding['unit']): string {
  const shown = (unit === 'share' ? 100 * value : value).toFixed(digits[unit]);
  return { share: `${shown} %`, number: shown, ms: `${shown} ms` }[unit];
}

/** The value with its standard error: `93.1 ± 1.4 %`. */
export function measuredText({ value, error, unit }: Finding): string {
  const both = [value, error].map((number) => told(number, unit));
  return `${both[0]?.replace(/ (%|ms)$/, '')} ± ${both[1]}`;
}

/** What was expected: `at least 90.0 %`. */
export function targetText({ unit, least, most, beyond }: Finding): string {
  const limits = [
    ...(least === undefined ? [] : [`at least ${told(least, unit)}`]),
    ...(most === undefined ? [] : [`at most ${told(most, unit)}`]),
  ];
  const by = beyond === undefined ? '' : `, by ${beyond} standard errors`;
  return limits.length === 0 ? '' : `${limits.join(', ')}${by}`;
}
