import type { DiffusionSolver } from '../../solvers/index.ts';
import { isStochastic } from '../compare/index.ts';
import type { Grid } from '../grids/index.ts';
import type { Measured } from '../metrics/index.ts';
import type { Criterion } from './closeness.ts';
import { finalists, type Round } from './halving.ts';
import { lineOfCode } from './lineOfCode.ts';
import type { Found } from './reaching.ts';
import { runName } from './runName.ts';
import { chanceOfBehind } from './undecided.ts';

/** One of the last round. */
export interface Finalist {
  /** As it is written: `ipndm@exponential(rho=1.6,sigmaMin=0.036)`. */
  readonly name: string;
  readonly steps: number;
  readonly evaluations: number;
  readonly isStochastic: boolean;
  readonly distance: Measured;
  /** How likely it is seen so far behind the chosen one, or further, where both are equally good. */
  readonly chance: number;
}

/** A round of the search, as it is told. */
export interface RoundSeen {
  /** Of each contender. */
  readonly samples: number;
  /** The best first. */
  readonly contenders: readonly { readonly name: string; readonly distance: number }[];
  /** Those that gave no usable samples. */
  readonly failed: readonly string[];
}

/** The solver, steps and grid to use. */
export interface Recommendation {
  /** To be spread into the options of `sample`. */
  readonly sampling: { readonly solver: DiffusionSolver; readonly grid: Grid };
  readonly name: string;
  /** The solver and the grid by themselves, as they are written; the grid is left out where it is the solver's own. */
  readonly written: { readonly solver: string; readonly grid?: string };
  /** The options of `sample` in TypeScript, to be pasted. */
  readonly code: string;
  readonly steps: number;
  readonly evaluations: number;
  readonly budget: number;
  /** With a pace: what a draw takes, the median of some. */
  readonly milliseconds?: number;
  /** What it was chosen by. */
  readonly by: Criterion;
  /** Its distance. */
  readonly distance: Measured;
  /** The best six of the last round, the chosen one first. */
  readonly finalists: readonly Finalist[];
  /** How the field narrowed. */
  readonly rounds: readonly RoundSeen[];
  /** With a target or a pace: the budgets that were tried, and the distance that the best had. */
  readonly tried: readonly { readonly budget: number; readonly distance: Measured }[];
  readonly samples: number;
  readonly seed: string | number;
}

function finalistsOf({ contenders }: Round, first: Found['best']): Finalist[] {
  return contenders.slice(0, finalists).map(({ run, evaluations, closeness }): Finalist => {
    const chance = chanceOfBehind(closeness, first.closeness);
    const { distance } = closeness;
    return {
      ...{ name: runName(run), steps: run.steps, evaluations, isStochastic: isStochastic(run) },
      ...{ distance, chance },
    };
  });
}

/**
 * What is told of a search.
 * @param tried the searches that led to it, where a target or a pace was given
 */
export function recommendationOf(
  { budget, by, rounds, best }: Found,
  tried: readonly Found[],
  of: Pick<Recommendation, 'samples' | 'seed' | 'milliseconds'>,
): Recommendation {
  const { run, evaluations, closeness } = best;
  const name = runName(run);
  return {
    sampling: { solver: run.entrant.solver, grid: run.grid },
    name,
    code: lineOfCode(name, run.steps),
    written: { solver: run.entrant.label, ...(run.entrant.grid && { grid: run.grid.name }) },
    ...{ steps: run.steps, evaluations, budget, by, distance: closeness.distance },
    finalists: finalistsOf(rounds.at(-1) as Round, best),
    rounds: rounds.map(({ samples, contenders, failed }) => ({
      samples,
      contenders: contenders.map((each) => ({
        name: runName(each.run),
        distance: each.closeness.distance.value,
      })),
      failed: failed.map(runName),
    })),
    tried: tried
      .map((each) => ({ budget: each.budget, distance: each.best.closeness.distance }))
      .sort((a, b) => a.budget - b.budget),
    ...of,
  };
}
