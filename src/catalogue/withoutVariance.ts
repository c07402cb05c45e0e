import type { DiffusionSolver, LearnedVarianceSolver } from '../../solvers/index.ts';
import { InputError } from '../errors/index.ts';

function isDiffusionSolver(solver: LearnedVarianceSolver): solver is DiffusionSolver {
  return solver.solves !== 'reverse-diffusion-with-variance';
}

/**
 * A solver by name as one that needs no variance.
 * @throws InputError if it needs a network that has learned one
 */
export function withoutVariance(solver: LearnedVarianceSolver): DiffusionSolver {
  if (isDiffusionSolver(solver)) return solver;
  throw new InputError(
    `solver ${solver.name} needs a network that has learned its variance, and this one has not; use ddpm`,
  );
}
