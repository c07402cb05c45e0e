import { knownSolvers } from '../catalogue/index.ts';
import { varianceEntrantOf } from '../compare/index.ts';
import { InputError } from '../errors/index.ts';
import type { ItoSde } from '../problem/index.ts';
import type { SolverFor } from '../sampling/index.ts';

type F = Float64Array;

/**
 * The solver that is named, if it solves the SDE.
 * @throws InputError naming those that do
 */
export function sdeSolver(text: string, { diffusion }: ItoSde<F>): SolverFor<F, ItoSde<F>> {
  const { solver } = varianceEntrantOf(text);
  const kinds = diffusion.kind === 'additive' ? ['ito-sde', 'additive-sde'] : ['ito-sde'];
  if (kinds.includes(solver.solves)) {
    return solver as SolverFor<F, never> as SolverFor<F, ItoSde<F>>;
  }
  const able = knownSolvers.defaults.filter(({ solves }) => kinds.includes(solves));
  throw new InputError(
    `--solver ${solver.name} solves no SDE with ${diffusion.kind} noise; use ${able.map(({ name }) => name).join(', ')}`,
  );
}
