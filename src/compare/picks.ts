import type { Cell, Pick } from './comparison.ts';
import { isAsGood } from './tie.ts';

/**
 * What to use at each budget of evaluations, for cells that followed one score.
 *
 * @param cells all cells of a comparison; those of other scores and those that cost more than the budget are passed over
 * @returns one pick for each budget that any cell meets, in the order of the budgets
 */
export function picksAt(
  cells: readonly Cell[],
  score: Cell['score'],
  budgets: readonly number[],
): Pick[] {
  const ranked = cells
    .map((cell, index) => ({ cell, index }))
    .filter(({ cell }) => cell.score === score)
    .sort((a, b) => a.cell.energy.value - b.cell.energy.value);
  return budgets.flatMap((budget) => {
    const affordable = ranked.filter(({ cell }) => cell.evaluations <= budget);
    const lowest = affordable[0];
    if (lowest === undefined) return [];
    const good = affordable
      .filter(({ cell }) => isAsGood(cell, lowest.cell))
      .sort((a, b) => a.cell.evaluations - b.cell.evaluations);
    const cheapest = new Map<string, number>();
    for (const { cell, index } of good) {
      const name = `${cell.solver}@${cell.grid}`;
      if (!cheapest.has(name)) cheapest.set(name, index);
    }
    const [best, ...tied] = cheapest.values();
    return best === undefined ? [] : [{ score, budget, best, tied }];
  });
}
