import type { Measured } from '../compare/index.ts';
import { shortNumber, withError } from './number.ts';
import type { Entry } from './sortedTable.ts';

/** A number in thousandths with its error. */
export function thousandths({ value, error }: Measured): string {
  return withError({ value: 1000 * value, error: 1000 * error });
}

/** A number in three digits; nothing where there is none. */
export function numberEntry(value: number | undefined): Entry {
  return value === undefined ? { shown: '' } : { shown: shortNumber(value), value };
}

/** An integer as it is. */
export function countEntry(value: number): Entry {
  return { shown: String(value), value };
}

/** A value with its error; nothing where there is none. */
export function measuredEntry(
  given: Measured | undefined,
  write: (of: Measured) => string = withError,
): Entry {
  return given === undefined ? { shown: '' } : { shown: write(given), value: given.value };
}
