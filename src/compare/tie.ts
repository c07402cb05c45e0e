import type { Cell } from './comparison.ts';

/** Whether the energy distance of `cell` is within two standard errors, of the difference, of a lower one. */
export function isAsGood(cell: Cell, best: Cell): boolean {
  const apart = cell.energy.value - best.energy.value;
  return apart <= 2 * Math.hypot(cell.energy.error, best.energy.error);
}
