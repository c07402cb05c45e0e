import { requireInteger } from '../errors/index.ts';
import { type Grid, gridOf, requireGrid, requireWithin } from '../grids/index.ts';
import { foldIn, freshNoise, keyOf, type NoiseSource } from '../noise/index.ts';
import { drain } from './drain.ts';
import { requireFit } from './requireFit.ts';
import { drawnSeed } from './seed.ts';
import { isScheduled, rowsIn, type Solvable } from './solvable.ts';
import type { SolverFor, State } from './trajectory.ts';

/** How to solve an ordinary or a stochastic differential equation. */
export interface SolveOptions<X, P> {
  readonly solver: SolverFor<X, P>;
  /** The state at the first time, one row per path; it stays the caller's. */
  readonly start: X;
  /** First and last time, in `steps` equal intervals, or the times themselves. */
  readonly over: readonly [from: number, to: number] | Grid;
  /** 100 by default. */
  readonly steps?: number | undefined;
  /** Same seed, same paths; without one it is drawn, and is in the result. */
  readonly seed?: string | number | undefined;
  /** In place of fresh draws keyed by step. */
  readonly noise?: NoiseSource<X> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with every state; x is borrowed. */
  readonly onStep?: ((state: State<X>) => void | Promise<void>) | undefined;
}

/** The state at the last time. */
export interface Solved<X> {
  readonly x: X;
  readonly seed: string | number;
  readonly grid: Grid;
  /** Drifts or velocities per path. */
  readonly evaluations: number;
}

/** `steps` equal intervals, rising or falling. */
function equal([from, to]: readonly [number, number], steps: number): Grid {
  requireInteger('solve: steps', steps);
  const times = Array.from({ length: steps + 1 }, (_, i) =>
    i === steps ? to : from + (i / steps) * (to - from),
  );
  return gridOf(times, 'equal');
}

/**
 * Solves dx = f dt or dx = f dt + g dw from a start, forwards or backwards in time.
 *
 * @throws InputError if steps are not a positive integer, times are not finite, stand still, or leave the schedule of a
 *   problem that has one, or the start is not made of whole rows
 * @throws InputError if the solver does not solve the problem, or a diffusion is not of the state's shape
 * @throws DivergenceError if a path is not finite, naming the first step and time
 */
export async function solve<X, P extends Solvable<X>>(
  problem: P & Solvable<X>,
  options: SolveOptions<NoInfer<X>, NoInfer<P>>,
): Promise<Solved<X>> {
  const { space } = problem;
  const { solver, start, over, steps = 100, seed = drawnSeed(), signal, onStep } = options;
  const grid = 'times' in over ? over : equal(over, steps);
  if (isScheduled(problem)) requireWithin(grid, problem.schedule);
  else requireGrid(grid);
  const rows = { first: 0, count: rowsIn('solve', space, start) };
  requireFit(problem, solver, start, grid.times[0] as number);
  const noise = options.noise ?? freshNoise(space, foldIn(keyOf(seed), 'noise'), rows);
  const ended = await drain(problem, { solver, grid, start, noise, signal }, onStep);
  return { ...ended, seed, grid };
}
