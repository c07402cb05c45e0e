import type { Cell, Lead, Pick } from './comparison.ts';
import { apart, chanceOf, isAsGood } from './tie.ts';

interface Ranked {
  readonly cell: Cell;
  readonly index: number;
}

/** Chance of leaving out the truly best. */
const familywise = 0.05;

const solverOf = ({ solver, grid, guidance }: Cell): string =>
  JSON.stringify([solver, grid, guidance]);

/** How far the first is ahead of the next solver, its chance multiplied by the number of cells that it was chosen among. */
function leadOf(first: Ranked, others: readonly Ranked[]): Lead | undefined {
  const next = others.find(({ cell }) => solverOf(cell) !== solverOf(first.cell));
  if (next === undefined) return undefined;
  const { value, error } = apart(next.cell, first.cell);
  const chance = Math.min(1, others.length * chanceOf(next.cell, first.cell));
  return { first: first.index, next: next.index, difference: { value, error }, chance };
}

/**
 * What to use at each budget of evaluations, for cells that followed one score.
 *
 * Each cell is tested against the one of the lowest energy distance, at a level of 0.05 over the number of others. Whichever is the
 * lowest by chance, the truly best is then left out in at most 1 of 20, by the union bound over those that could push it out.
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
    .map((cell, index): Ranked => ({ cell, index }))
    .filter(({ cell }) => cell.score === score)
    .sort((a, b) => a.cell.energy.value - b.cell.energy.value);
  return budgets.flatMap((budget) => {
    const affordable = ranked.filter(({ cell }) => cell.evaluations <= budget);
    const [lowest, ...others] = affordable;
    if (lowest === undefined) return [];
    const level = familywise / Math.max(1, others.length);
    const good = affordable
      .filter(({ cell }) => isAsGood(cell, lowest.cell, level))
      .sort((a, b) => a.cell.evaluations - b.cell.evaluations);
    const cheapest = new Map<string, number>();
    for (const { cell, index } of good) {
      const name = solverOf(cell);
      if (!cheapest.has(name)) cheapest.set(name, index);
    }
    const [best, ...tied] = cheapest.values();
    const lead = leadOf(lowest, others);
    return best === undefined ? [] : [{ score, budget, best, tied, ...(lead && { lead }) }];
  });
}
