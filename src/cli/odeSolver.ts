import type { OdeSolver } from '../../solvers/index.ts';
import { knownSolvers } from '../catalogue/index.ts';
import { varianceEntrantOf } from '../compare/index.ts';
import { InputError } from '../errors/index.ts';

/**
 * The solver of ODEs that is named, for the probability flow, whose steps are equal ones of an angle.
 * @throws InputError for others, and for a grid, naming those that do
 */
export function odeSolver(text: string): OdeSolver {
  const { solver, grid } = varianceEntrantOf(text);
  if (grid !== undefined) {
    throw new InputError(
      `--solver ${text}: the flow is followed in equal steps of ln arctan(sigma / alpha); leave out the grid`,
    );
  }
  if (solver.solves === 'ode') return solver as unknown as OdeSolver;
  const able = knownSolvers.defaults.filter(({ solves }) => solves === 'ode');
  throw new InputError(
    `--solver ${solver.name} is not one of ODEs; use ${able.map(({ name }) => name).join(', ')}`,
  );
}
