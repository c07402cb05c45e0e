import type { Noise, NoiseSource } from '../../noise/index.ts';
import type { Solvable } from '../solvable.ts';
import type { SolverFor } from '../trajectory.ts';

/** A step, and how far it is off. */
export interface Tried<X> {
  readonly x: X;
  readonly error: X;
}

/**
 * One step and an estimate of its error: the solver's own where it has an embedded one; else its difference from two steps of half
 * the length along the same path, and then these are the step.
 *
 * @param steps how many of its length the range has
 */
export function tried<X, P extends Solvable<X>>(
  problem: P,
  solver: SolverFor<X, P>,
  noise: NoiseSource<X>,
  x: X,
  t: number,
  s: number,
  steps: number,
): Tried<X> {
  const { space } = problem;
  const step = (from: X, a: number, b: number, over: Noise<X> = noise.over(a, b, 0)) =>
    solver.step({ problem, x: from, t: a, s: b, noise: over, steps, left: steps - 1, past: [] });
  const whole = step(x, t, s);
  if (whole.error !== undefined) return { x: whole.x, error: whole.error };
  const middle = t + (s - t) / 2;
  const halves = step(step(x, t, middle).x, middle, s);
  return { x: halves.x, error: space.combine([1, halves.x], [-1, whole.x]) };
}
