import type { LearnedVarianceSolver } from '../../solvers/index.ts';
import {
  knownGrids,
  knownSolvers,
  parseSpecifications,
  type Specification,
  withoutVariance,
} from '../catalogue/index.ts';
import { InputError } from '../errors/index.ts';
import type { GridRule } from '../grids/index.ts';
import type { Entrant } from './contest.ts';

/** The same rule, whose grids are known by its options too. */
function labelled(rule: GridRule): GridRule {
  const name = knownGrids.label(rule);
  return { ...rule, over: (schedule, steps) => ({ ...rule.over(schedule, steps), name }) };
}

/** A solver that may need a learned variance. */
export interface VarianceEntrant extends Omit<Entrant, 'solver'> {
  readonly solver: LearnedVarianceSolver;
}

function entrantWithVariance(
  specification: Specification,
  grid: Specification | undefined,
): VarianceEntrant {
  const solver = knownSolvers.make(specification);
  const label = knownSolvers.label(solver);
  return { label, solver, ...(grid ? { grid: labelled(knownGrids.make(grid)) } : {}) };
}

/**
 * One solver, for a network that learns its variance, so that every solver runs.
 * @throws InputError for malformed text, unknown names and options, values out of range, and more than one solver
 */
export function varianceEntrantOf(text: string): VarianceEntrant {
  const [one, ...others] = parseSpecifications(text, 'solver');
  if (one === undefined || others.length > 0) {
    throw new InputError(`--solver must name one solver, got ${JSON.stringify(text)}`);
  }
  const { grid, ...specification } = one;
  return entrantWithVariance(specification, grid);
}

/** The grid that a solver has of its own, in a list of grids. */
const own = 'own';

/**
 * Solvers as they are listed on the command line: `ddpm(variance=large),heun@karras`.
 *
 * @param grids of every solver that names none: `own,karras(rho=5)`; its own by default
 * @throws InputError for malformed text, unknown names and options, values out of range, and solvers that need a learned variance
 */
export function entrantsOf(list: string, grids: string = own): Entrant[] {
  const named = parseSpecifications(grids, 'grid').map((grid) =>
    grid.name === own ? undefined : grid,
  );
  return parseSpecifications(list, 'solver').flatMap(({ grid, ...specification }) =>
    (grid === undefined ? named : [grid]).map((on): Entrant => {
      const made = entrantWithVariance(specification, on);
      return { ...made, solver: withoutVariance(made.solver) };
    }),
  );
}
