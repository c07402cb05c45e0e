import type { Numbers, Row } from './numbers.ts';
import { isAsGood, type Value } from './tables.ts';

/** A case as a column of a table of several. */
export interface Rung {
  readonly title: string;
  readonly numbers: Numbers;
}

/** Budgets that all cases have, the least first. */
export function sharedBudgets(rungs: readonly Rung[]): number[] {
  const [first = [], ...others] = rungs.map(({ numbers }) => numbers.rows.map((row) => row[1]));
  return [...new Set(first)]
    .filter((budget) => others.every((own) => own.includes(budget)))
    .sort((a, b) => a - b);
}

/** How a solver does at a budget, over all cases. */
export interface Worst {
  /** The largest ratio of its distance to the law to that of the best solver of the case. */
  readonly ratio: number;
  /** Whether it is within two standard errors of the best in every case. */
  readonly isAsGood: boolean;
}

/**
 * How a solver does at a budget in the case that suits it least: its distance to the law over that of the best, of all solvers that
 * ran in all cases.
 *
 * @returns undefined where it gave no samples in one of them
 */
export function worstOf(rungs: readonly Rung[], solver: string, budget: number): Worst | undefined {
  const shared = sharedSolvers(rungs);
  let [most, isGood] = [1, true];
  for (const { numbers } of rungs) {
    const laws = lawsAt(numbers.rows, budget).filter(([name]) => shared.includes(name));
    const own = laws.find(([name]) => name === solver)?.[1];
    if (own === undefined) return undefined;
    const best = laws.reduce((a, [, law]) => (law[0] < a[0] ? law : a), own);
    most = Math.max(most, own[0] / best[0]);
    isGood &&= isAsGood(own, best);
  }
  return { ratio: most, isAsGood: isGood };
}

/** Distances to the law at a budget, by solver. */
function lawsAt(rows: readonly Row[], budget: number): (readonly [solver: string, law: Value])[] {
  return rows.flatMap(([solver, its, , , law]) =>
    its === budget && law !== null ? [[solver, law] as const] : [],
  );
}

/** Solvers that all cases have, diverged or not. */
function sharedSolvers(rungs: readonly Rung[]): string[] {
  const [first = [], ...others] = rungs.map(({ numbers: { rows, failures } }) => [
    ...new Set([...rows.map((row) => row[0]), ...failures.map(([solver]) => solver)]),
  ]);
  return first.filter((solver) => others.every((own) => own.includes(solver)));
}

/** A table in Markdown: solvers down, the safest first; budgets across; bold is as good as the best everywhere. */
export function worstTable(rungs: readonly Rung[]): string {
  const budgets = sharedBudgets(rungs);
  const rows = sharedSolvers(rungs).map((solver) => {
    const cells = budgets.map((budget) => worstOf(rungs, solver, budget));
    const mean = cells.reduce((sum, cell) => sum + Math.log(cell?.ratio ?? Infinity), 0);
    return { solver, cells, mean };
  });
  const shown = (cell: Worst | undefined): string => {
    if (cell === undefined) return 'diverged';
    const text = cell.ratio.toFixed(cell.ratio < 10 ? 2 : 0);
    return cell.isAsGood ? `**${text}**` : text;
  };
  return [
    `| calls | ${budgets.join(' | ')} |`,
    `|---|${budgets.map(() => '--:').join('|')}|`,
    ...rows
      .sort((a, b) => a.mean - b.mean)
      .map(({ solver, cells }) => `| \`${solver}\` | ${cells.map(shown).join(' | ')} |`),
  ].join('\n');
}
