import { InputError } from '../errors/index.ts';
import type { Schedule } from '../problem/index.ts';

/**
 * The times a solver visits, as a plain value: finite, neighbours differ. Times of a reverse diffusion fall; a
 * rise among them (Restart, RePaint) is re-noised exactly by the forward SDE.
 */
export interface Grid {
  readonly name: string;
  readonly times: Float64Array;
}

/** How a grid of a given number of intervals is laid over a schedule. */
export interface GridRule {
  readonly name: string;
  readonly options: Readonly<Record<string, number | string | boolean>>;
  /** `steps` counts every interval, the closing one to t = 0 included. */
  over(schedule: Schedule, steps: number): Grid;
}

/** @throws InputError if a grid has fewer than two times, a time that is not finite, or equal neighbours */
export function requireGrid({ times }: Grid): void {
  if (times.length < 2) {
    throw new InputError(`grid: at least two times are needed, got ${times.length}`);
  }
  for (const [i, t] of times.entries()) {
    if (!Number.isFinite(t)) throw new InputError(`grid: times must be finite, got ${t} at ${i}`);
    if (i > 0 && t === times[i - 1]) {
      throw new InputError(`grid: neighbours must differ, got ${t} at ${i - 1} and at ${i}`);
    }
  }
}

/**
 * A grid of the user's own.
 * @throws InputError if it has fewer than two times, a time that is not finite, or equal neighbours
 */
export function gridOf(times: readonly number[] | Float64Array, name = 'own'): Grid {
  const grid = { name, times: Float64Array.from(times) };
  requireGrid(grid);
  return grid;
}

/** Whether times rise somewhere, so that a run of a reverse diffusion draws noise there, whatever its solver. */
export function rises({ times }: Grid): boolean {
  return times.some((t, i) => i > 0 && t > (times[i - 1] as number));
}

/** @throws InputError if it is no grid, or a time of it lies outside [0, the schedule's last time] */
export function requireWithin(grid: Grid, schedule: Schedule): void {
  requireGrid(grid);
  const last = Math.max(schedule.range.sample[0], schedule.range.train[1]);
  for (const [i, t] of grid.times.entries()) {
    if (t >= 0 && t <= last) continue;
    throw new InputError(
      `grid: times on schedule ${schedule.name} must be in [0, ${last}], got ${t} at ${i}`,
    );
  }
}
