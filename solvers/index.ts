/**
 * The solvers, one small file each; every function exported here makes one. May import src/problem, src/grids,
 * src/space, src/noise and src/errors. A solver must not know the loop that runs it, nor which kind of array it
 * works on.
 * @packageDocumentation
 */
export type { AdditiveTableau } from './additiveRungeKutta.ts';
export { annealedLangevin } from './annealedLangevin.ts';
export type { Churn } from './churn.ts';
export { ddim } from './ddim.ts';
export { ddpm } from './ddpm.ts';
export { deis } from './deis.ts';
export type { DiagonalTableau } from './diagonalRungeKutta.ts';
export { dpmpp1 } from './dpmpp1.ts';
export { dpmpp2m } from './dpmpp2m.ts';
export { dpmpp2s } from './dpmpp2s.ts';
export { dpmpp3m } from './dpmpp3m.ts';
export { dpmSolver1 } from './dpmSolver1.ts';
export { dpmSolver2 } from './dpmSolver2.ts';
export { dpmSolver3 } from './dpmSolver3.ts';
export { dri1 } from './dri1.ts';
export { edm } from './edm.ts';
export { euler } from './euler.ts';
export { eulerHeun } from './eulerHeun.ts';
export { eulerMaruyama } from './eulerMaruyama.ts';
export { exponentialEulerMaruyama } from './exponentialEulerMaruyama.ts';
export { heun } from './heun.ts';
export { iddpm } from './iddpm.ts';
export { ipndm } from './ipndm.ts';
export type { DeisVariable } from './lagrangeWeights.ts';
export { midpoint } from './midpoint.ts';
export { milstein } from './milstein.ts';
export { pndm } from './pndm.ts';
export type { PndmWarmUp } from './pndmWarmUps.ts';
export { predictorCorrector } from './predictorCorrector.ts';
export { reverseDiffusion } from './reverseDiffusion.ts';
export { rk4 } from './rk4.ts';
export { rk45 } from './rk45.ts';
export { rkmil } from './rkmil.ts';
export type { RungeKuttaTableau } from './rungeKutta.ts';
export { sdeDpmpp1 } from './sdeDpmpp1.ts';
export { sdeDpmpp2m } from './sdeDpmpp2m.ts';
export { sdeDpmpp3m } from './sdeDpmpp3m.ts';
export { sea } from './sea.ts';
export { seeds1 } from './seeds1.ts';
export { shark } from './shark.ts';
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
export { sosra } from './sosra.ts';
export { sra1 } from './sra1.ts';
export { sriw1 } from './sriw1.ts';
export { stratonovichHeun } from './stratonovichHeun.ts';
export { unip } from './unip.ts';
export { unipc } from './unipc.ts';
export type { UniB } from './uniWeights.ts';
