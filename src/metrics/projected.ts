import type { Grouped } from './jackknife.ts';

/** A set projected on a direction, sorted; `group` says which group each value comes from. */
export interface Projected {
  readonly sorted: Float64Array;
  readonly group: Uint8Array;
}

const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/**
 * The projections <x_r, direction> in rising order, each with its group.
 *
 * The group rides in the lowest byte of the mantissa, a relative change of at most 2^-44: so one native sort, which
 * knows no companions, orders both.
 */
export function projected(
  { values, dimension, starts }: Grouped,
  direction: Float64Array,
): Projected {
  const count = values.length / dimension;
  const sorted = new Float64Array(count);
  const bytes = new Uint8Array(sorted.buffer);
  const lowest = littleEndian ? 0 : 7;
  for (let r = 0, g = 0; r < count; r++) {
    if (r === starts[g + 1]) g++;
    let sum = 0;
    for (let d = 0; d < dimension; d++) {
      sum += (values[r * dimension + d] as number) * (direction[d] as number);
    }
    sorted[r] = sum;
    bytes[8 * r + lowest] = g;
  }
  sorted.sort();
  const group = new Uint8Array(count);
  for (let r = 0; r < count; r++) group[r] = bytes[8 * r + lowest] as number;
  return { sorted, group };
}

/** The values of all groups but one, still sorted. */
export function without({ sorted, group }: Projected, left: number): Float64Array {
  const kept = new Float64Array(sorted.length);
  let count = 0;
  for (let r = 0; r < sorted.length; r++) {
    kept[count] = sorted[r] as number;
    if (group[r] !== left) count++;
  }
  return kept.subarray(0, count);
}
