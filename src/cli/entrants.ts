import {
  knownGrids,
  knownSolvers,
  parseSpecifications,
  withoutVariance,
} from '../catalogue/index.ts';
import type { Entrant } from '../compare/index.ts';
import type { GridRule } from '../grids/index.ts';

/** The same rule, whose grids are known by its options too. */
function labelled(rule: GridRule): GridRule {
  const name = knownGrids.label(rule);
  return { ...rule, over: (schedule, steps) => ({ ...rule.over(schedule, steps), name }) };
}

/**
 * Solvers as they are listed on the command line: `ddpm(variance=large),heun@karras`.
 *
 * @throws InputError for malformed text, unknown names and options, values out of range, and solvers that need a learned variance
 */
export function entrantsOf(list: string): Entrant[] {
  return parseSpecifications(list, 'solver').map(({ grid, ...specification }) => {
    const solver = withoutVariance(knownSolvers.make(specification));
    const label = knownSolvers.label(solver);
    return { label, solver, ...(grid ? { grid: labelled(knownGrids.make(grid)) } : {}) };
  });
}
