import type { Cell, Comparison } from './comparison.ts';
import { nameOf } from './nameOf.ts';

/** How often a solver is among the best, over several comparisons. */
export interface Standing {
  readonly solver: string;
  /** For each budget: in how many cases it is, or cannot be told from, the best, and in how many it ran within the budget. */
  readonly at: readonly { readonly budget: number; readonly best: number; readonly of: number }[];
}

/** What several comparisons say together. */
export interface Overview {
  /** Each case: what was compared, and on whose score. */
  readonly cases: readonly { readonly name: string; readonly score: Cell['score'] }[];
  readonly budgets: readonly number[];
  /** Those that are most often among the best stand first. */
  readonly standings: readonly Standing[];
}

const scores = ['network', 'exact'] as const;

/**
 * How often each solver is among the best of several comparisons: a case is one subject and one score, and a solver is among the best
 * at a budget if the case picks it there or cannot tell it from the pick.
 *
 * @param names of the comparisons, in their order
 */
export function overviewOf(names: readonly string[], comparisons: readonly Comparison[]): Overview {
  const cases = comparisons.flatMap((comparison, i) =>
    scores
      .filter((score) => comparison.picks.some((pick) => pick.score === score))
      .map((score) => ({ name: names[i] as string, score, comparison })),
  );
  const budgets = [
    ...new Set(comparisons.flatMap(({ picks }) => picks.map(({ budget }) => budget))),
  ].sort((a, b) => a - b);
  const solvers = new Set(
    cases.flatMap(({ comparison, score }) =>
      comparison.cells
        .filter((cell) => cell.score === score)
        .map((cell) => nameOf(cell, comparison)),
    ),
  );
  const standings = Array.from(solvers, (solver): Standing => {
    const at = budgets.map((budget) => {
      const ran = cases.filter(({ comparison, score }) =>
        comparison.cells.some(
          (cell) =>
            cell.score === score &&
            cell.evaluations <= budget &&
            nameOf(cell, comparison) === solver,
        ),
      );
      const best = ran.filter(({ comparison, score }) => {
        const pick = comparison.picks.find((p) => p.score === score && p.budget === budget);
        const good = pick === undefined ? [] : [pick.best, ...pick.tied];
        return good.some((i) => {
          const cell = comparison.cells[i];
          return cell !== undefined && nameOf(cell, comparison) === solver;
        });
      });
      return { budget, best: best.length, of: ran.length };
    });
    return { solver, at };
  });
  const total = ({ at }: Standing): number => at.reduce((sum, { best }) => sum + best, 0);
  standings.sort((a, b) => total(b) - total(a) || (a.solver < b.solver ? -1 : 1));
  return { cases: cases.map(({ name, score }) => ({ name, score })), budgets, standings };
}
