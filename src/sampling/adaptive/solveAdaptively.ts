import { InputError, requireInteger, requirePositive } from '../../errors/index.ts';
import { brownianPath, foldIn, keyOf, type NoiseSource } from '../../noise/index.ts';
import { drawnSeed } from '../seed.ts';
import { rowsIn, type Solvable } from '../solvable.ts';
import type { SolverFor } from '../trajectory.ts';
import { tried } from './errorOf.ts';
import { pid, type StepSize, type StepSizeOptions } from './stepSize.ts';

/** How steps are chosen. */
export interface ToleranceOptions {
  /** The error of a step may be atol + rtol |x| in each element; 1e-3 and 1e-4 by default. */
  readonly rtol?: number | undefined;
  /** One number, or one for each element of a row. */
  readonly atol?: number | readonly number[] | undefined;
  readonly stepSize?: StepSizeOptions | undefined;
  /** Length of the first step that is tried; a hundredth of the range by default. */
  readonly firstStep?: number | undefined;
  /** Steps tried at most for each start; 10,000 by default. */
  readonly maxSteps?: number | undefined;
}

/** How to solve with steps that follow the error. */
export interface AdaptiveOptions<X, P> extends ToleranceOptions {
  /** One step at a time, without memory of earlier ones. */
  readonly solver: SolverFor<X, P>;
  readonly over: readonly [from: number, to: number];
  readonly signal?: AbortSignal | undefined;
}

/** A run that could not meet its tolerance. */
export class ToleranceError extends Error {
  override readonly name: string = 'ToleranceError';
  /** Where it stood. */
  readonly t: number;
  /** Steps that were tried. */
  readonly steps: number;
  constructor(message: string, t: number, steps: number) {
    super(message);
    this.t = t;
    this.steps = steps;
  }
}

/** The times that were visited, and what was refused on the way. */
export interface Adapted<X> {
  readonly x: X;
  readonly times: Float64Array;
  readonly rejected: number;
}

/** The order in the step's length of the estimate of a step's error, from the orders of its solver. */
export function errorOrder<X, P>({ order, isStochastic }: SolverFor<X, P>): number {
  if (!isStochastic) return (order.ode ?? 1) + 1;
  return (order.strong ?? order.weak ?? 0.5) + 0.5;
}

/** The times of a range cut into halves of halves, by whole numbers of the smallest parts. */
interface Dyadic {
  readonly parts: number;
  /** The most often the range is cut. */
  readonly finest: number;
  at(index: number): number;
  /** Smallest parts in a step of so many cuts. */
  length(level: number): number;
  /** The fewest cuts that make steps no longer than h. */
  levelOf(h: number): number;
  /** The fewest cuts, no fewer than `level`, of which a step begins at an index. */
  fitting(index: number, level: number): number;
}

/** Steps are halves of halves, so that each is a node of the tree of a Brownian path and costs no more than fresh noise. */
function dyadic(from: number, to: number): Dyadic {
  const finest = 40;
  const parts = 2 ** finest;
  const length = (level: number): number => 2 ** (finest - level);
  return {
    parts,
    finest,
    length,
    at: (index) => (index === parts ? to : from + (index / parts) * (to - from)),
    levelOf: (h) => Math.max(0, Math.ceil(Math.log2(Math.abs(to - from) / h) - 1e-9)),
    fitting: (index, level) => {
      let own = level;
      while (own <= finest && index % length(own) !== 0) own++;
      return own;
    },
  };
}

/** Root mean square of the error in units of the tolerance. */
async function norm<X>(
  { space }: Solvable<X>,
  error: X,
  before: X,
  after: X,
  { rtol = 1e-3, atol = 1e-4 }: ToleranceOptions,
): Promise<number> {
  const [e, a, b] = [await space.read(error), await space.read(before), await space.read(after)];
  let sum = 0;
  for (const [i, value] of e.entries()) {
    const floor = typeof atol === 'number' ? atol : (atol[i % atol.length] as number);
    const size = Math.max(Math.abs(a[i] as number), Math.abs(b[i] as number));
    sum += (value / (floor + rtol * size)) ** 2;
  }
  return Math.sqrt(sum / e.length);
}

function requireSound<X, P>(space: Solvable<X>['space'], options: AdaptiveOptions<X, P>): void {
  const { solver, over, rtol = 1e-3, atol = 1e-4, maxSteps = 10_000, firstStep = 1 } = options;
  const floors = typeof atol === 'number' ? [atol] : atol;
  if (floors.length !== 1 && floors.length !== space.size) {
    throw new InputError(
      `adaptive: atol must be one number or ${space.size}, got ${floors.length}`,
    );
  }
  for (const floor of floors) requirePositive('adaptive: atol', floor);
  if (!(rtol >= 0 && Number.isFinite(rtol))) {
    throw new InputError(`adaptive: rtol must be a finite number of at least 0, got ${rtol}`);
  }
  requirePositive('adaptive: firstStep', firstStep);
  requireInteger('adaptive: maxSteps', maxSteps);
  if ((solver.memory ?? 0) > 0) {
    throw new InputError(
      `adaptive: ${solver.name} remembers earlier steps, whose lengths would change; use a one-step solver`,
    );
  }
  const [from, to] = over;
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
  requireSound(space, options);
  const {
    solver,
    over: [from, to],
    maxSteps = 10_000,
    signal,
  } = options;
  const next: StepSize = pid(errorOrder(solver), options.stepSize);
  const clock = dyadic(from, to);
  const times = [from];
  let level = clock.levelOf(options.firstStep ?? Math.abs(to - from) / 100);
  let [index, rejected] = [0, 0];
  let x = space.combine([1, start]);
  let before: number[] = [];
  for (let step = 0; index < clock.parts; step++) {
    signal?.throwIfAborted();
    level = clock.fitting(index, level);
    const [t, s] = [clock.at(index), clock.at(index + clock.length(level))];
    if (step >= maxSteps || level > clock.finest) {
      space.free(x);
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
    const result = space.scope(() => tried<X, P>(problem, solver, noise, x, t, s, 2 ** level));
    const error = await norm(problem, result.error, x, result.x, options);
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
}

/** Rows that were solved each with steps of its own. */
export interface SolvedAdaptively {
  readonly x: Float64Array;
  /** The times each row visited. */
  readonly times: readonly Float64Array[];
  /** Steps that were rejected, of all rows. */
  readonly rejected: number;
  readonly seed: string | number;
}

/**
 * Solves an ODE or SDE with steps that follow its error, each row with its own, on Float64Array. A step is the range halved some
 * times, the longest of these that the error allows.
 *
 * A step that is too long is tried again along the same Brownian path: noise drawn anew after a rejection would be noise that was chosen,
 * and the law of the result wrong. A row depends on the seed and on its index alone.
 *
 * @throws InputError for tolerances that are not positive, times that do not differ, and solvers that remember earlier steps
 * @throws ToleranceError where a row cannot meet its tolerance, saying where it stands
 * @see Gaines & Lyons (1997), SIAM J. Appl. Math. 57:1455, on rejection and the path
 */
export async function solveAdaptively<P extends Solvable<Float64Array>>(
  problem: P & Solvable<Float64Array>,
  options: AdaptiveOptions<Float64Array, NoInfer<P>> & {
    readonly start: Float64Array;
    readonly seed?: string | number | undefined;
  },
): Promise<SolvedAdaptively> {
  const { space } = problem;
  const { start, over, seed = drawnSeed() } = options;
  const rows = rowsIn('solveAdaptively', space, start);
  const key = foldIn(keyOf(seed), 'noise');
  const [x, times] = [new Float64Array(start.length), [] as Float64Array[]];
  let rejected = 0;
  for (let row = 0; row < rows; row++) {
    const own = start.slice(row * space.size, (row + 1) * space.size);
    const noise = brownianPath(space, key, { first: row, count: 1 }, over);
    const solved = await adapt<Float64Array, P>(problem, options, own, noise);
    x.set(solved.x, row * space.size);
    times.push(solved.times);
    rejected += solved.rejected;
  }
  return { x, times, rejected, seed };
}
