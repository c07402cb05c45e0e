import { breathe } from '../../backend/index.ts';
import { InputError, requireInteger, requirePositive } from '../../errors/index.ts';
import type { NoiseSource } from '../../noise/index.ts';
import { driving } from '../driving.ts';
import { requireFit } from '../requireFit.ts';
import type { Solvable } from '../solvable.ts';
import type { SolverFor } from '../trajectory.ts';
import { dyadic } from './dyadic.ts';
import { pid, type StepSize } from './stepSize.ts';
import { errorNorm, type ToleranceOptions, toleranceOf } from './tolerance.ts';
import { ToleranceError } from './toleranceError.ts';
import { tried } from './tried.ts';

/** How to solve with steps that follow the error. */
export interface AdaptiveOptions<X, P> extends ToleranceOptions {
  /** One step at a time, without memory of earlier ones. */
  readonly solver: SolverFor<X, P>;
  readonly over: readonly [from: number, to: number];
  readonly signal?: AbortSignal | undefined;
}

/** The times that were visited, and what was refused on the way. */
export interface Adapted<X> {
  readonly x: X;
  readonly times: Float64Array;
  readonly rejected: number;
}

/** The order in the step's length of the estimate of a step's error, from the orders of its solver. */
function errorOrder<X, P>({ order, isStochastic }: SolverFor<X, P>): number {
  if (!isStochastic) return (order.ode ?? 1) + 1;
  return (order.strong ?? order.weak ?? 0.5) + 0.5;
}

/** @throws InputError for times that do not differ, counts out of range, and a solver that remembers earlier steps */
function requireSound<X, P>({
  solver,
  over: [from, to],
  maxSteps = 1,
  firstStep = 1,
}: AdaptiveOptions<X, P>): void {
  requirePositive('adaptive: firstStep', firstStep);
  requireInteger('adaptive: maxSteps', maxSteps);
  if ((solver.memory ?? 0) > 0) {
    throw new InputError(
      `adaptive: ${solver.name} remembers earlier steps, whose lengths would change; use a one-step solver`,
    );
  }
  if (Number.isFinite(from) && Number.isFinite(to) && from !== to) return;
  throw new InputError(`adaptive: over must be two times that differ, got ${from} and ${to}`);
}

/**
 * Solves one batch as one: a step is taken when the root mean square of its error over all rows, in units of the tolerance, is at
 * most 1, and else tried again from where it began, shorter and along the same path.
 *
 * x is the caller's to free.
 */
export async function adapt<X, P extends Solvable<X>>(
  problem: P & Solvable<X>,
  options: AdaptiveOptions<X, P>,
  start: X,
  noise: NoiseSource<X>,
): Promise<Adapted<X>> {
  const { space } = problem;
  requireSound(options);
  requireFit(problem, options.solver, start, options.over[0]);
  const tolerance = toleranceOf(options, space.size);
  const {
    solver,
    over: [from, to],
    maxSteps = 10_000,
    signal,
  } = options;
  const next: StepSize = pid(errorOrder(solver), options.stepSize);
  const clock = dyadic(from, to);
  const driven = driving(problem, noise);
  const times = [from];
  let level = clock.levelOf(options.firstStep ?? Math.abs(to - from) / 100);
  let [index, rejected] = [0, 0];
  let x = space.combine([1, start]);
  let before: number[] = [];
  try {
    for (let step = 0; index < clock.parts; step++) {
      await breathe();
      signal?.throwIfAborted();
      level = clock.fitting(index, level);
      const [t, s] = [clock.at(index), clock.at(index + clock.length(level))];
      if (step >= maxSteps || level > clock.finest) {
        const why =
          level > clock.finest
            ? `steps of a 2^-${clock.finest}th of the range are too long at t = ${t}`
            : `${maxSteps} steps were tried`;
        throw new ToleranceError(
          `${solver.name} could not meet its tolerance: ${why}, ${times.length - 1} taken and ${rejected} rejected, it stands at t = ${t} on the way from ${from} to ${to}; raise atol, rtol or maxSteps, or stop before t = ${to}`,
          t,
          step,
        );
      }
      const result = space.scope(() => tried<X, P>(problem, solver, driven, x, t, s, 2 ** level));
      const error = await errorNorm(space, result.error, x, result.x, tolerance);
      space.free(result.error);
      const h = Math.abs(s - t);
      if (error <= 1) {
        space.free(x);
        x = result.x;
        times.push(s);
        index += clock.length(level);
        level = clock.levelOf(h * next([error, ...before]));
        before = [error, ...before].slice(0, 2);
      } else {
        space.free(result.x);
        rejected++;
        // what is not a number is as wrong as can be
        const factor = next([Number.isFinite(error) ? error : 1e10]);
        level = Math.max(level + 1, clock.levelOf(h * factor));
      }
    }
    return { x, times: Float64Array.from(times), rejected };
  } catch (error) {
    space.free(x);
    throw error;
  }
}
