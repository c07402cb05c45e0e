import type { Cell } from './comparison.ts';
import { isAsGood } from './tie.ts';

/**
 * The Pareto front of evaluations against energy distance.
 *
 * Walking up in evaluations, the best cell at each joins the front if it is better than the last that joined by more
 * than two standard errors: more evaluations are not worth what may be chance.
 *
 * @returns indices into `cells`, by rising evaluations
 */
export function paretoFront(cells: readonly Cell[]): number[] {
  const ranked = cells
    .map((cell, index) => ({ cell, index }))
    .sort(
      (a, b) =>
        a.cell.evaluations - b.cell.evaluations || a.cell.energy.value - b.cell.energy.value,
    );
  const front: typeof ranked = [];
  for (const candidate of ranked) {
    const last = front.at(-1);
    if (last === undefined || !isAsGood(last.cell, candidate.cell)) front.push(candidate);
  }
  return front.map(({ index }) => index);
}
