import type { DiffusionSolver } from '../../solvers/index.ts';
import { InputError } from '../errors/index.ts';
import type { Grid, GridRule } from '../grids/index.ts';
import type { Schedule } from '../problem/index.ts';

function risesIn({ times }: Grid): number {
  return times.filter((t, i) => i > 0 && t > (times[i - 1] as number)).length;
}

/**
 * The grid of the most steps that a budget pays for: every step takes the solver's evaluations, the closing one to x0 takes one, a
 * rise none, and what a method takes to warm up comes once at the start and once after each rise.
 *
 * @returns undefined where the budget is too small for a grid of the rule
 */
function gridWithin(
  solver: DiffusionSolver,
  rule: GridRule,
  schedule: Schedule,
  budget: number,
): Grid | undefined {
  const { evaluationsPerStep: each, warmUpEvaluations: warmUp = 0 } = solver;
  const steps = (rises: number): number =>
    Math.floor((budget - 1 - warmUp * (1 + rises)) / each) + 1 + rises;
  if (steps(0) < 1) return undefined;
  const plain = rule.over(schedule, steps(0));
  const rises = risesIn(plain);
  if (rises === 0) return plain;
  return steps(rises) < 1 ? undefined : rule.over(schedule, steps(rises));
}

/**
 * The grids that budgets pay for; a budget that is too small for the rule is passed over.
 * @throws InputError where none of the budgets pays for a grid, as the rule says it
 */
export function gridsWithin(
  solver: DiffusionSolver,
  rule: GridRule,
  schedule: Schedule,
  budgets: readonly number[],
): readonly { readonly budget: number; readonly grid: Grid }[] {
  let refused: unknown = new InputError(
    `evaluations: ${Math.max(...budgets)} are too few for ${solver.name}; give more`,
  );
  const found = budgets.flatMap((budget) => {
    try {
      const grid = gridWithin(solver, rule, schedule, budget);
      return grid === undefined ? [] : [{ budget, grid }];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refused = error;
      return [];
    }
  });
  if (found.length === 0) throw refused;
  return found;
}
