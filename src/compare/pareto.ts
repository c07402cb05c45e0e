import type { Cell } from './comparison.ts';
import { isAsGood } from './tie.ts';

/**
 * The Pareto front of evaluations against energy distance.
 *
 * Walking up in evaluations, the best cell at each joins the front if it is better than the last that joined by more
 * than two standard errors: more evaluations are not worth what may be chance.
 *
 * @param score cells that followed another score are passed over
 * @returns indices into `cells`, by rising evaluations
 */
export function paretoFront(cells: readonly Cell[], score: Cell['score']): number[] {
  const ranked = cells
    .map((cell, index) => ({ cell, index }))
    .filter(({ cell }) => cell.score === score)
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
