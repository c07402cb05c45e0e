import type { DiffusionSolver } from '../../solvers/index.ts';
import {
  type Entrant,
  type FlowEnds,
  flowEnds,
  gridsWithin,
  ownFlow,
  type Run,
} from '../compare/index.ts';
import { InputError, requireInteger, requirePositive } from '../errors/index.ts';
import type { Grid } from '../grids/index.ts';
import { type Measured, pairedDifference, studentTail } from '../metrics/index.ts';
import type { Rows } from '../noise/index.ts';
import type { Denoiser, ExactProblem, Schedule } from '../problem/index.ts';
import { drawnSeed } from '../sampling/index.ts';
import type { HostArray } from '../space/index.ts';
import { isStochastic, type Source } from './drawing.ts';
import { type Contender, type Round, successiveHalving } from './halving.ts';
import { libraryWithin } from './library.ts';
import type { Criterion } from './quality.ts';

/** What a recommendation is for. */
export interface RecommendOptions<X> {
  /** Network calls of a sample at most. */
  readonly budget?: number | undefined;
  /** In place of a budget: the distance to be reached, with the fewest calls of `ladder`. */
  readonly target?: number | undefined;
  /** Fresh samples of the data, rows of `dimension` values, which samples are held against by `energy`; best as many or more. */
  readonly data?: { readonly values: HostArray; readonly dimension: number } | undefined;
  /** The problem whose score the denoiser is, where it is exact: its flow is known then. */
  readonly exact?: ExactProblem | undefined;
  /** `flow` where the problem is exact, else `energy`. */
  readonly by?: Criterion | undefined;
  /** What is searched, for a budget; {@link libraryWithin} by default. */
  readonly library?: ((budget: number) => readonly Entrant[]) | undefined;
  /** Samples of each finalist; by default 4096 in the plane, in many dimensions fewer, 256 at least. */
  readonly samples?: number | undefined;
  /** Names noise and data; drawn by default. */
  readonly seed?: string | number | undefined;
  /** Calls that the flow of a score is followed with, by `flow` and where it is not exact; 200 by default. */
  readonly flowCalls?: number | undefined;
  /** The denoiser of some rows, where each has a condition of its own. */
  readonly denoiserOf?: ((rows: Rows) => Denoiser<X>) | undefined;
  /** What samples become before they are held against the data, where the denoiser is of latents. */
  readonly decode?: ((x: X) => X) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called before each run of the search within a budget. */
  readonly onRun?:
    | ((at: { budget: number; done: number; all: number; label: string }) => void)
    | undefined;
}

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

/** The solver, steps and grid to use. */
export interface Recommendation {
  /** To be spread into the options of `sample`. */
  readonly sampling: { readonly solver: DiffusionSolver; readonly grid: Grid };
  readonly name: string;
  /** The solver and the grid by themselves, as they are written; the grid is left out where it is the solver's own. */
  readonly written: { readonly solver: string; readonly grid?: string };
  readonly steps: number;
  readonly evaluations: number;
  readonly budget: number;
  readonly by: Criterion;
  /** Its distance. */
  readonly distance: Measured;
  /** The last round, the chosen one first. */
  readonly finalists: readonly Finalist[];
  /** How the field narrowed: samples of each contender, and how many there were. */
  readonly rounds: readonly { readonly samples: number; readonly contenders: number }[];
  /** With a target: the budgets that were tried, and the distance that the best had. */
  readonly tried: readonly { readonly budget: number; readonly distance: Measured }[];
  readonly samples: number;
  readonly seed: string | number;
}

/** Budgets that a target is looked for in. */
export const ladder: readonly number[] = [
  ...[3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 65, 80, 100, 150, 200, 250],
];

/** Values of a set of samples by default, between 256 and 4096 of them. */
const usualValues = 2 ** 18;

/** Every entrant at the most steps that a budget pays for, each grid once. */
function runsWithin(entrants: readonly Entrant[], schedule: Schedule, budget: number): Run[] {
  const seen = new Set<string>();
  return entrants.flatMap((entrant): Run[] => {
    const rule = entrant.grid ?? entrant.solver.defaultGrid;
    try {
      return gridsWithin(entrant.solver, rule, schedule, [budget]).flatMap(({ grid }) => {
        const name = JSON.stringify([entrant.label, [...grid.times]]);
        if (seen.has(name) || grid.times.length < 2) return [];
        seen.add(name);
        return [{ entrant, grid, budget, steps: grid.times.length - 1 }];
      });
    } catch (error) {
      // a budget too small for the solver, or a grid that this schedule cannot have
      if (error instanceof InputError) return [];
      throw error;
    }
  });
}

function nameOf({ entrant: { label, grid }, grid: { name } }: Run): string {
  return grid === undefined ? label : `${label}@${name}`;
}

function finalistsOf({ contenders }: Round): Finalist[] {
  const first = contenders[0] as Contender;
  return contenders.map(({ run, evaluations, closeness }): Finalist => {
    const { value, error, leftOut } = pairedDifference(closeness.square, first.closeness.square);
    const chance = value === 0 ? 0.5 : studentTail(value / error, leftOut.length - 1);
    const { distance } = closeness;
    return {
      ...{ name: nameOf(run), steps: run.steps, evaluations, isStochastic: isStochastic(run) },
      ...{ distance, chance },
    };
  });
}

interface Found {
  readonly budget: number;
  readonly rounds: readonly Round[];
  readonly best: Contender;
}

/**
 * The fewest calls of the ladder at which the best reaches a target, by bisection: more calls are taken to do no worse.
 *
 * @param tried grows by each budget that was tried
 */
async function reaching(
  target: number | undefined,
  within: (budget: number) => Promise<Found>,
  tried: Found[],
): Promise<Found> {
  const wanted = target as number;
  let [low, high] = [0, ladder.length - 1];
  let reached: Found | undefined;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = await within(ladder[middle] as number);
    tried.push(found);
    if (found.best.closeness.distance.value <= wanted) {
      reached = found;
      high = middle - 1;
    } else low = middle + 1;
  }
  if (reached !== undefined) return reached;
  const best = Math.min(...tried.map((each) => each.best.closeness.distance.value));
  throw new InputError(
    `recommend: no solver reaches a distance of ${wanted} within ${ladder.at(-1)} calls, the nearest comes to ${best.toPrecision(3)}; give a larger target`,
  );
}

/**
 * Finds which solver, with how many steps on which grid, samples a denoiser best within a budget of network calls, or reaches a
 * distance with the fewest: by successive halving over a library, on shared noise.
 *
 * ```ts
 * const { sampling } = await recommend(denoiser, { budget: 20, data });
 * const { x } = await sample(reverse(denoiser), { ...sampling, samples: 100 });
 * ```
 *
 * @param denoiser whose score is followed; it stays the caller's
 * @param options its settings
 * @throws InputError unless a budget or a target is given and the criterion has what it needs, if no solver of the library fits
 *   the budget, or no budget of the ladder reaches the target
 */
export async function recommend<X>(
  denoiser: Denoiser<X>,
  options: RecommendOptions<X>,
): Promise<Recommendation> {
  const { budget, target, exact, data, library = libraryWithin, flowCalls = 200, signal } = options;
  const { schedule, space } = denoiser;
  const by = options.by ?? (exact === undefined ? 'energy' : 'flow');
  const count = Math.round(Math.min(4096, Math.max(256, usualValues / space.size)));
  const { samples = count, seed = drawnSeed() } = options;
  requireInteger('recommend: samples', samples, 8);
  if ((budget === undefined) === (target === undefined)) {
    throw new InputError('recommend: give either a budget of calls or a target to reach');
  }
  if (budget !== undefined) requireInteger('recommend: budget', budget);
  if (target !== undefined) requirePositive('recommend: target', target);
  if (by === 'energy' && data === undefined) {
    throw new InputError(
      'recommend: by energy samples are held against data; give data, or choose by flow',
    );
  }
  // starts of the same rows at the same time are the same for all solvers: each is followed once
  const ends = new Map<string, FlowEnds>();
  const endsOf = ({ first, count }: Rows): FlowEnds => {
    const name = `${first}, ${count}`;
    const known =
      ends.get(name) ??
      (exact === undefined
        ? ownFlow(denoiser, flowCalls, signal)
        : flowEnds(exact, schedule, signal));
    ends.set(name, known);
    return known;
  };
  const source: Source<X> = {
    ...{ space, denoiser: options.denoiserOf ?? denoiser, decode: options.decode },
    ...(by === 'flow' && { flowEnds: endsOf }),
  };
  const { values: held, dimension } = data ?? { values: new Float64Array(), dimension: space.size };
  const within = async (calls: number): Promise<Found> => {
    const runs = runsWithin(library(calls), schedule, calls).filter(
      (run) => by === 'energy' || !isStochastic(run),
    );
    if (runs.length === 0) {
      throw new InputError(`recommend: no solver of the library runs on ${calls} calls; give more`);
    }
    const rounds = await successiveHalving(runs, {
      ...{ source, by, data: held, dimension, seed, samples, signal },
      onRun: (at) => options.onRun?.({ budget: calls, ...at }),
    });
    const best = rounds.at(-1)?.contenders[0];
    if (best === undefined) {
      throw new InputError(
        `recommend: no solver of the library gave finite samples within ${calls} calls; give more`,
      );
    }
    return { budget: calls, rounds, best };
  };
  const tried: Found[] = [];
  const found = budget === undefined ? await reaching(target, within, tried) : await within(budget);
  const { run, evaluations, closeness } = found.best;
  const last = found.rounds.at(-1) as Round;
  return {
    sampling: { solver: run.entrant.solver, grid: run.grid },
    name: nameOf(run),
    written: {
      solver: run.entrant.label,
      ...(run.entrant.grid && { grid: run.grid.name }),
    },
    ...{ steps: run.steps, evaluations, budget: found.budget, by, distance: closeness.distance },
    finalists: finalistsOf(last),
    rounds: found.rounds.map((round) => ({
      samples: round.samples,
      contenders: round.contenders.length + round.failed.length,
    })),
    tried: tried
      .map(({ budget: calls, best }) => ({ budget: calls, distance: best.closeness.distance }))
      .sort((a, b) => a.budget - b.budget),
    ...{ samples, seed },
  };
}
