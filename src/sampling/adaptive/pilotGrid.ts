import { requireInteger } from '../../errors/index.ts';
import { type Grid, gridOf } from '../../grids/index.ts';
import { brownianPath, fillNormal, foldIn, keyOf } from '../../noise/index.ts';
import type { Prediction, ReverseDiffusion } from '../../problem/index.ts';
import type { SolverFor } from '../trajectory.ts';
import { adapt } from './adapt.ts';
import type { ToleranceOptions } from './tolerance.ts';

/** How a grid is found. */
export interface PilotOptions<X, P> extends ToleranceOptions {
  readonly solver: SolverFor<X, P>;
  /** Samples of the pilot batch; 64 by default. */
  readonly samples?: number | undefined;
  readonly seed?: string | number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A grid that a pilot batch has laid by its error, closed at t = 0: to be used for all samples, on any space, so that none depends on its
 * neighbours as it would if each batch chose its own steps.
 *
 * @throws InputError and ToleranceError as {@link solveAdaptively} does
 */
export async function pilotGrid<X, P extends Prediction<X>>(
  problem: ReverseDiffusion<X, P>,
  options: PilotOptions<NoInfer<X>, ReverseDiffusion<NoInfer<X>, NoInfer<P>>>,
): Promise<Grid> {
  const { space, schedule } = problem;
  const { samples = 64, seed = 0 } = options;
  requireInteger('pilotGrid: samples', samples);
  const over = schedule.range.sample;
  const [from] = over;
  const key = foldIn(keyOf(seed), 'pilot');
  const scale = Math.hypot(schedule.alpha(from), schedule.sigma(from));
  const start = space.fill(samples, (out) => fillNormal(out, space.size, key, 0, { scale }));
  const noise = brownianPath(space, key, { first: 0, count: samples }, over);
  try {
    const run = { ...options, over };
    const { x, times } = await adapt<X, ReverseDiffusion<X, P>>(problem, run, start, noise);
    space.free(x);
    return gridOf([...times, 0], `pilot(${options.solver.name})`);
  } finally {
    space.free(start);
  }
}
