import type { Schedule } from '../problem/index.ts';

/**
 * The times a solver visits, as a plain value: finite, neighbours differ. Times of a reverse diffusion fall; a
 * rise among them (Restart, RePaint) is re-noised exactly by the forward SDE.
 */
export interface Grid {
  readonly name: string;
  readonly times: Float64Array;
}

/** How a grid of a given number of intervals is laid over a schedule; `steps` counts every interval, the last to 0 included. */
export interface GridRule {
  readonly name: string;
  (schedule: Schedule, steps: number): Grid;
}
