import { locateFailure } from './failure.ts';
import type { Solvable } from './solvable.ts';
import { type Run, type State, trajectory } from './trajectory.ts';

/** Where a trajectory ended; x is a copy, the caller's to free. */
export interface Ended<X> {
  readonly x: X;
  readonly evaluations: number;
}

/**
 * Runs a trajectory to its end.
 * @throws DivergenceError if it ends in values that are not finite
 */
export async function drain<X, P extends Solvable<X>>(
  problem: P & Solvable<X>,
  run: Run<X, P>,
  onState?: (state: State<X>) => void | Promise<void>,
): Promise<Ended<X>> {
  const { space } = problem;
  const last = run.grid.times.length - 1;
  let ended: Ended<X> | undefined;
  for await (const state of trajectory(problem, run)) {
    await onState?.(state);
    if (state.step < last) continue;
    ended = { x: space.combine([1, state.x]), evaluations: state.evaluations };
  }
  if (ended === undefined) throw new Error('drain: the trajectory had no end');
  const values = await space.read(ended.x);
  if (values.every(Number.isFinite)) return ended;
  space.free(ended.x);
  throw await locateFailure(problem, run);
}
