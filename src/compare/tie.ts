import { chanceOfDifference, type Measured, pairedDifference } from '../metrics/index.ts';
import type { Cell } from './comparison.ts';

/**
 * Energy distance of one cell less that of another, the mean over their draws: both share noise and data, so that much of what is
 * random cancels.
 */
export function apart(
  { draws: a }: Cell,
  { draws: b }: Cell,
): Measured & { readonly freedom: number } {
  const differences = a.flatMap(({ energy }, r) => {
    const other = b[r]?.energy;
    return other === undefined ? [] : [pairedDifference(energy, other)];
  });
  const count = differences.length;
  const total = (of: (each: (typeof differences)[number]) => number): number =>
    differences.reduce((sum, each) => sum + of(each), 0);
  return {
    value: total(({ value }) => value) / count,
    error: Math.sqrt(total(({ error }) => error ** 2)) / count,
    freedom: total(({ leftOut }) => leftOut.length - 1),
  };
}

/** How likely the energy distance of `cell` is so far above that of `best`, or further, where both are equally good. */
export function chanceOf(cell: Cell, best: Cell): number {
  const { freedom, ...difference } = apart(cell, best);
  return chanceOfDifference(difference, freedom);
}

/** That of two standard errors of a normal variable. */
const usual = 0.0228;

/** Whether the energy distance of `cell` cannot be told from a lower one: so large a difference has a chance of at least `level`. */
export function isAsGood(cell: Cell, best: Cell, level: number = usual): boolean {
  return chanceOf(cell, best) >= level;
}
