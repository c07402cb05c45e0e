import type { At, Noisy, Past, Remembering, SolverFacts, Stepped } from '../../solvers/index.ts';
import { breathe } from '../backend/index.ts';
import type { Grid } from '../grids/index.ts';
import type { NoiseSource } from '../noise/index.ts';
import { isPureNoise, transition } from '../problem/index.ts';
import { counted } from './counted.ts';
import { driving } from './driving.ts';
import { fromPureNoise, hasStepFromNoise } from './fromPureNoise.ts';
import { isReverse, type Solvable } from './solvable.ts';

/** A solver that can solve problems of type P: a solver that needs more than P offers does not compile. */
export interface SolverFor<X, P> extends SolverFacts {
  readonly memory?: number;
  /** One step from t to s. */
  readonly step: (at: At<X, P> & Noisy<X> & Remembering<X>) => Stepped<X>;
}

/** Where a trajectory is. `x` is borrowed until the next state is asked for: copy it to keep it. */
export interface State<X> {
  readonly x: X;
  readonly t: number;
  /** Intervals done. */
  readonly step: number;
  /** Network calls per sample so far; of an ordinary problem, drifts or velocities. */
  readonly evaluations: number;
}

/** What a trajectory needs besides its problem. */
export interface Run<X, P> {
  readonly solver: SolverFor<X, P>;
  readonly grid: Grid;
  /** The batch at the first time of the grid; it stays the caller's. */
  readonly start: X;
  readonly noise: NoiseSource<X>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The one loop that runs every solver: the start, then the state after each interval of the grid.
 *
 * On a reverse diffusion, an interval that ends at sigma = 0 is x0 for every solver, with one evaluation; one that
 * rises is re-noised exactly by the forward SDE, and multistep solvers start afresh. One that starts at pure noise is
 * DDIM's step, or DDPM's for a solver that draws, where a solver has none of its own.
 *
 * It owns the arrays it makes: they are freed when the next state is asked for, and all of them when it ends, also by
 * break, by an error and by the signal, whose reason is then thrown.
 */
export async function* trajectory<X, P extends Solvable<X>>(
  problem: P & Solvable<X>,
  { solver, grid: { times }, start, noise, signal }: Run<X, P>,
): AsyncGenerator<State<X>, void, undefined> {
  const { space } = problem;
  const meter = { evaluations: 0 };
  const driven = driving(problem, noise);
  const metered = counted<X, P>(problem, meter);
  const backwards = isReverse<X>(metered) ? metered : undefined;
  const stateAt = (step: number): State<X> => ({
    x,
    t: times[step] as number,
    step,
    evaluations: meter.evaluations,
  });
  const advance = (step: number): Stepped<X> & { readonly afresh?: true } => {
    const [t, s] = [times[step] as number, times[step + 1] as number];
    const over = driven.over(t, s, step);
    if (backwards !== undefined) {
      if (s > t) {
        const { scale, std } = transition(backwards.schedule, t, s);
        return { x: space.combine([scale, x], [std, over.normal()]), afresh: true };
      }
      if (backwards.schedule.sigma(s) === 0) return { x: backwards.predict(x, t).x0 };
      if (isPureNoise(backwards.schedule, t) && !hasStepFromNoise(solver)) {
        return fromPureNoise(backwards, x, t, s, solver.isStochastic ? over : undefined);
      }
    }
    return solver.step({
      problem: metered,
      x,
      t,
      s,
      steps,
      left: steps - 1 - step,
      noise: over,
      past,
    });
  };
  const steps = times.length - 1;
  let x = start;
  let past: readonly Past<X>[] = [];
  let owned = new Set<X>();
  const keepOnly = (kept: Set<X>): void => {
    for (const array of owned) if (!kept.has(array)) space.free(array);
    kept.delete(start);
    owned = kept;
  };
  try {
    yield stateAt(0);
    for (let step = 0; step < steps; step++) {
      await breathe();
      signal?.throwIfAborted();
      const stepped = space.scope(() => advance(step));
      const remembered = stepped.past === undefined ? past : [stepped.past, ...past];
      x = stepped.x;
      past = stepped.afresh === true ? [] : remembered.slice(0, solver.memory ?? 0);
      const arrays = past.flatMap((seen) => [seen.x, seen.x0, seen.eps]);
      keepOnly(new Set([x, ...arrays.filter((array) => array !== undefined)]));
      yield stateAt(step + 1);
    }
  } finally {
    keepOnly(new Set());
  }
}
