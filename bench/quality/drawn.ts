import type { Entrant } from '../../src/compare/index.ts';
import { reverse } from '../../src/problem/index.ts';
import { sample } from '../../src/sampling/index.ts';
import { p1, schedule } from './p1.ts';

const problem = reverse(p1.denoiser(schedule));

/** The most steps of a solver that a budget of evaluations allows, the closing one to x0 with its one evaluation included. */
export function stepsWithin(evaluations: number, { solver }: Entrant): number {
  const { evaluationsPerStep, warmUpEvaluations = 0 } = solver;
  return 1 + Math.floor((evaluations - 1 - warmUpEvaluations) / evaluationsPerStep);
}

/** What an entrant makes of noise at t = 1. */
export interface Drawn {
  readonly x: Float64Array;
  readonly steps: number;
  readonly evaluations: number;
}

/**
 * Runs an entrant within a budget of evaluations a sample.
 * @throws Error if it took more
 */
export async function drawn(
  entrant: Entrant,
  budget: number,
  noise: Float64Array,
  signal?: AbortSignal,
): Promise<Drawn> {
  const { solver, grid = solver.defaultGrid } = entrant;
  const steps = stepsWithin(budget, entrant);
  const { x, evaluations } = await sample(problem, {
    ...{ solver, grid, steps, start: noise, seed: 'noise', signal },
  });
  if (evaluations <= budget) return { x, steps, evaluations };
  throw new Error(`${entrant.label}: ${evaluations} evaluations where ${budget} were allowed`);
}

/** What an entrant is called, its grid included. */
export function nameOf({ label, solver, grid }: Entrant): string {
  return `${label}@${(grid ?? solver.defaultGrid).over(schedule, 2).name}`;
}
