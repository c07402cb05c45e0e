import type { DiffusionSolver } from '../../solvers/index.ts';
import type { Dataset } from '../data/index.ts';
import { InputError, requireInteger } from '../errors/index.ts';
import type { Grid, GridRule } from '../grids/index.ts';
import type { Denoiser, Limit, Schedule } from '../problem/index.ts';
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
  /** Samples of each cell, and of the fresh data it is held against. */
  readonly samples: number;
  readonly seed: string | number;
  /** The trained network, and how it was trained; it stays the caller's. */
  readonly network?: {
    readonly denoiser: Denoiser<X>;
    readonly facts: NonNullable<Comparison['network']>;
  };
  /** What predicted x0 is held to, of the network and of the exact score. */
  readonly limit?: { readonly label: string; readonly limit: Limit };
  /** Whether solvers follow the exact score as well. */
  readonly exact: boolean;
}

/** One solver on one grid. */
export interface Run {
  readonly entrant: Entrant;
  readonly steps: number;
  readonly grid: Grid;
}

/**
 * Every solver at every number of steps, on its grid: all that can be wrong with them is found here, before any work.
 *
 * @throws InputError for steps or samples out of range, a solver twice, and steps that a grid cannot have
 */
export function runsOf<X>(
  contest: Pick<Contest<X>, 'entrants' | 'steps' | 'samples' | 'schedule'>,
): Run[] {
  const { entrants, steps, samples, schedule } = contest;
  requireInteger('samples', samples, 8);
  if (steps.length === 0) throw new InputError('steps: at least one number of steps is needed');
  for (const n of steps) requireInteger('steps', n);
  if (entrants.length === 0) throw new InputError('solvers: at least one solver is needed');
  const runs = entrants.flatMap((entrant) => {
    const rule = entrant.grid ?? entrant.solver.defaultGrid;
    return steps.map((n) => ({ entrant, steps: n, grid: rule.over(schedule.schedule, n) }));
  });
  const seen = new Set<string>();
  for (const { entrant, grid, steps: n } of runs) {
    const name = `${entrant.label}@${grid.name} at ${n} steps`;
    if (seen.has(name)) throw new InputError(`solvers: ${name} is listed twice`);
    seen.add(name);
  }
  return runs;
}
