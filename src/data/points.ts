import { InputError } from '../errors/index.ts';
import { choose, type Key } from '../noise/index.ts';
import type { Dataset } from './dataset.ts';
import { heldOutOf } from './heldOut.ts';

/** The rows of some numbers, one after another. */
function rowsOf(values: Float64Array, dimension: number, numbers: Uint32Array): Float64Array {
  const rows = new Float64Array(numbers.length * dimension);
  for (const [r, number] of numbers.entries()) {
    rows.set(values.subarray(number * dimension, (number + 1) * dimension), r * dimension);
  }
  return rows;
}

/**
 * A finite set of the user's own; row r of a draw is one of its samples, chosen by key with replacement.
 *
 * @param values n samples, flat, rows one after another
 * @throws InputError if there are none, they are not whole samples, or a value is not finite
 */
export function points(name: string, values: Float64Array, dimension: number): Dataset {
  const n = values.length / dimension;
  if (!Number.isSafeInteger(n) || n === 0) {
    throw new InputError(
      `${name}: expected whole samples of ${dimension} values, got ${values.length} values`,
    );
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new InputError(
      `${name}: values must be finite, got ${values[bad]} in sample ${Math.floor(bad / dimension)}`,
    );
  }
  const read = (numbers: Uint32Array): Float64Array => rowsOf(values, dimension, numbers);
  return {
    name,
    about: `${n} samples of ${dimension} values`,
    options: {},
    shape: [dimension],
    dimension,
    finite: { count: n, read },
    draw: (key, { first, count }) =>
      read(Uint32Array.from({ length: count }, (_, r) => choose(key, first + r, n))),
  };
}

/**
 * The samples of a finite set in two: those to train on, and about one in ten, chosen by key, that are held out. Fewer than
 * twenty are too few to hold any out: both are then all of them.
 *
 * @throws InputError as {@link points}
 */
export function heldOutPoints(
  name: string,
  values: Float64Array,
  dimension: number,
  key: Key,
): { readonly train: Dataset; readonly heldOut: Dataset } {
  const all = points(name, values, dimension);
  const { train, heldOut } = heldOutOf(values.length / dimension, key);
  if (train === heldOut) return { train: all, heldOut: all };
  const part = (rows: Uint32Array): Dataset =>
    points(name, rowsOf(values, dimension, rows), dimension);
  return { train: part(train), heldOut: part(heldOut) };
}
