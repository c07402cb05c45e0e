/**
 * The one loop that runs every solver on every space, and what drains it. May import solvers/ (their types),
 * src/grids, src/problem, src/noise, src/space and src/errors. Must not know networks, data or files.
 */

export type { AdaptiveOptions } from './adaptive/adapt.ts';
export { type PilotOptions, pilotGrid } from './adaptive/pilotGrid.ts';
export { type SolvedAdaptively, solveAdaptively } from './adaptive/solveAdaptively.ts';
export type { StepSizeOptions } from './adaptive/stepSize.ts';
export type { ToleranceOptions } from './adaptive/tolerance.ts';
export { ToleranceError } from './adaptive/toleranceError.ts';
export { driving } from './driving.ts';
export { evenAngles } from './evenAngles.ts';
export { DivergenceError } from './failure.ts';
export { forwardStates } from './forwardStates.ts';
export { acrossPaths, alongPath, type RecordedPaths, stateOf } from './recordedPaths.ts';
export { recordPaths } from './recordPaths.ts';
export { type Sampled, type SampleOptions, sample, wholeBlocks } from './sample.ts';
export { drawnSeed } from './seed.ts';
export type { Solvable } from './solvable.ts';
export { type Solved, type SolveOptions, solve } from './solve.ts';
export { type Run, type SolverFor, type State, trajectory } from './trajectory.ts';
