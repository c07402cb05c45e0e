/**
 * The solvers, one small file each. May import src/problem, src/grids, src/space, src/noise and src/errors. A solver
 * must not know the loop that runs it, nor which kind of array it works on.
 * @packageDocumentation
 */
export { ddim } from './ddim.ts';
export type {
  AdditiveSolver,
  At,
  DiffusionSolver,
  Noisy,
  OdeSolver,
  Past,
  Remembering,
  SdeSolver,
  SolverFacts,
  Stepped,
} from './solver.ts';
