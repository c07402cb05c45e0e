import type { DiffusionSolver } from '../../solvers/index.ts';
import type { Dataset } from '../data/index.ts';
import { InputError, requireInteger } from '../errors/index.ts';
import type { Grid, GridRule } from '../grids/index.ts';
import type { Rows } from '../noise/index.ts';
import type { Denoiser, Limit, Schedule } from '../problem/index.ts';
import { gridsWithin } from './budget.ts';
import type { Comparison } from './comparison.ts';

/** A solver that takes part, by the label it is to be known by. */
export interface Entrant {
  readonly label: string;
  readonly solver: DiffusionSolver;
  /** In place of the solver's own. */
  readonly grid?: GridRule;
}

/** What is compared on what. X is the network's kind of array. */
export interface Contest<X> {
  readonly data: { readonly label: string; readonly dataset: Dataset };
  readonly schedule: { readonly label: string; readonly schedule: Schedule };
  readonly entrants: readonly Entrant[];
  /** Numbers of steps, which also are the budgets of evaluations that picks are made for. */
  readonly steps: readonly number[];
  /** Budgets of evaluations in place of steps: each solver takes the most steps that they pay for. */
  readonly evaluations?: readonly number[] | undefined;
  /** Samples of each cell, and of the fresh data it is held against. */
  readonly samples: number;
  readonly seed: string | number;
  /** Draws of each cell, from seeds of their own; 1 by default. */
  readonly repeats?: number | undefined;
  /** The trained network, and how it was trained; it stays the caller's. */
  readonly network?: {
    readonly denoiser: Denoiser<X>;
    readonly facts: NonNullable<Comparison['network']>;
    /** The denoiser of some rows at a scale of guidance, where it can be guided. */
    readonly guided?: ((scale: number, rows: Rows) => Denoiser<X>) | undefined;
    /** What its samples become before they are held against the data, where it denoises latents. */
    readonly decode?: ((x: X) => X) | undefined;
  };
  /** Scales of guidance that the network is followed at; without guidance if left out. */
  readonly guidance?: readonly number[] | undefined;
  /** What predicted x0 is held to, of the network and of the exact score. */
  readonly limit?: { readonly label: string; readonly limit: Limit };
  /** Whether solvers follow the exact score as well. */
  readonly exact: boolean;
  /** Root mean square of a deliberate error of the exact score's eps; none if left out. */
  readonly scoreError?: number | undefined;
  /**
   * Calls a sample that the flow of each score is followed with, to hold deterministic solvers against its end; if left out, that of
   * the exact score alone is, as far as it takes, and in up to 100 dimensions.
   */
  readonly flowCalls?: number | undefined;
}

/** One solver on one grid. */
export interface Run {
  readonly entrant: Entrant;
  readonly steps: number;
  readonly budget?: number;
  readonly grid: Grid;
}

/**
 * Every solver at every number of steps, on its grid: all that can be wrong with them is found here, before any work.
 *
 * @throws InputError for steps or samples out of range, a solver twice, and steps that a grid cannot have
 */
export function runsOf<X>(
  contest: Pick<
    Contest<X>,
    'entrants' | 'steps' | 'evaluations' | 'samples' | 'schedule' | 'repeats'
  >,
): Run[] {
  const { entrants, steps, evaluations, samples, schedule, repeats = 1 } = contest;
  requireInteger('samples', samples, 8);
  requireInteger('repeats', repeats);
  if ((evaluations ?? steps).length === 0) {
    throw new InputError(
      evaluations === undefined
        ? 'steps: at least one number of steps is needed'
        : 'evaluations: at least one budget is needed',
    );
  }
  if (evaluations === undefined) for (const n of steps) requireInteger('steps', n);
  for (const n of evaluations ?? []) requireInteger('evaluations', n);
  if (entrants.length === 0) throw new InputError('solvers: at least one solver is needed');
  const runs = entrants.flatMap((entrant) => {
    const rule = entrant.grid ?? entrant.solver.defaultGrid;
    if (evaluations === undefined) {
      return steps.map((n): Run => ({ entrant, steps: n, grid: rule.over(schedule.schedule, n) }));
    }
    return gridsWithin(entrant.solver, rule, schedule.schedule, evaluations).map(
      ({ budget, grid }): Run => ({ entrant, steps: grid.times.length - 1, budget, grid }),
    );
  });
  const seen = new Set<string>();
  for (const { entrant, grid, steps: n, budget } of runs) {
    const at = budget === undefined ? `${n} steps` : `${budget} evaluations`;
    const name = `${entrant.label}@${grid.name} at ${at}`;
    if (seen.has(name)) throw new InputError(`solvers: ${name} is listed twice`);
    seen.add(name);
  }
  return runs;
}
