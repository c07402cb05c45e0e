/**
 * The solvers, one small file each; every function exported here makes one. May import src/problem, src/grids,
 * src/space, src/noise and src/errors. A solver must not know the loop that runs it, nor which kind of array it
 * works on.
 * @packageDocumentation
 */
export type { AdditiveTableau } from './additiveRungeKutta.ts';
export { annealedLangevin } from './annealedLangevin.ts';
export { ddim } from './ddim.ts';
export { ddpm } from './ddpm.ts';
export { deis } from './deis.ts';
export type { DiagonalTableau } from './diagonalRungeKutta.ts';
export { dpmpp2m } from './dpmpp2m.ts';
export { eulerMaruyama } from './eulerMaruyama.ts';
export { exponentialEulerMaruyama } from './exponentialEulerMaruyama.ts';
export { heun } from './heun.ts';
export { iddpm } from './iddpm.ts';
export { ipndm } from './ipndm.ts';
export { milstein } from './milstein.ts';
export { pndm } from './pndm.ts';
export { predictorCorrector } from './predictorCorrector.ts';
export { reverseDiffusion } from './reverseDiffusion.ts';
export { rk4 } from './rk4.ts';
export { seeds1 } from './seeds1.ts';
export type {
  AdditiveSolver,
  At,
  DiffusionSolver,
  LearnedVarianceSolver,
  Noisy,
  OdeSolver,
  Past,
  Remembering,
  SdeSolver,
  SolverFacts,
  Stepped,
  Tableau,
} from './solver.ts';
export { sra1 } from './sra1.ts';
export { sriw1 } from './sriw1.ts';
export { unip } from './unip.ts';
export { unipc } from './unipc.ts';
export type { UniB } from './unipPredictor.ts';
