import { InputError } from '../errors/index.ts';
import { keyOf } from '../noise/index.ts';
import { type Denoiser, type ExactProblem, withScoreError } from '../problem/index.ts';
import { DivergenceError } from '../sampling/index.ts';
import type { Comparison, Paths, Pictures } from './comparison.ts';
import { type Contest, type Run, runsOf } from './contest.ts';
import { distancesIn, distanceToLaw } from './distances.ts';
import { floorOf, fresh } from './floor.ts';
import { type OwnFlow, ownFlow } from './ownFlow.ts';
import { paretoFront } from './pareto.ts';
import { type Followed, forwardPaths, inPlane, reversePaths } from './paths.ts';
import { picksAt } from './picks.ts';
import { flowEnds } from './reference.ts';
import type { Bench } from './runCell.ts';
import { scoreErrors } from './scoreErrors.ts';
import { type Results, sweep } from './sweep.ts';

/** What a comparison takes from the world around it. */
export interface World {
  /** Milliseconds of a clock that only rises. */
  readonly now: () => number;
  readonly backend: string;
  readonly versions: Readonly<Record<string, string>>;
  /** The command that repeats the comparison. */
  readonly command: string;
  readonly signal?: AbortSignal | undefined;
  /** Called before each run. */
  readonly onRun?: (at: { done: number; all: number; label: string }) => void;
}

/**
 * Dimensions in which the exact flow is followed to its end at most, unless calls are given for it; beyond, that takes longer than
 * all solvers together.
 */
const flowDimensions = 100;

/** Data points shown, and paths followed. */
const shown = { data: 2000, paths: 24, steps: 60 };

function exactOf<X>({ data, exact, network }: Contest<X>): ExactProblem | undefined {
  const problem = exact ? data.dataset.exact : undefined;
  if (exact && problem === undefined) {
    throw new InputError(
      `the law of ${data.label} is not known, so there is no exact score to follow; follow the network`,
    );
  }
  if (problem === undefined && network === undefined) {
    throw new InputError(
      'compare: there is no score to follow; give a network, or follow the exact score',
    );
  }
  return problem;
}

/** The exact score, with its deliberate error where it is to have one. */
function followedScore<X>(
  exact: ExactProblem,
  { schedule: { schedule }, scoreError: size = 0, seed }: Contest<X>,
): Denoiser<Float64Array> {
  const denoiser = exact.denoiser(schedule);
  return size === 0 ? denoiser : withScoreError(denoiser, { size, seed });
}

/** The run that a solver's paths are shown of: the most steps that still can be told apart. */
function shownRuns(runs: readonly Run[]): Run[] {
  const best = new Map<string, Run>();
  for (const run of [...runs].sort((a, b) => a.steps - b.steps)) {
    const name = `${run.entrant.label}@${run.grid.name}`;
    if (run.steps <= shown.steps || !best.has(name)) best.set(name, run);
  }
  return [...best.values()];
}

async function pathsOf<X>(
  denoiser: Denoiser<X>,
  runs: readonly Run[],
  options: Followed,
): Promise<Pictures['reverse']> {
  const followed: { solver: string; paths: Paths }[] = [];
  for (const run of shownRuns(runs)) {
    try {
      const paths = await reversePaths(denoiser, run, options);
      followed.push({ solver: run.entrant.label, paths });
    } catch (error) {
      // A run that diverges is among the failures already.
      if (!(error instanceof DivergenceError)) throw error;
    }
  }
  return followed;
}

/**
 * Compares solvers: every solver at every number of steps on the network, on the exact score where the law of the
 * data is known, or on both, from the same noise, held against the same fresh data.
 *
 * @throws InputError for what `runsOf` finds, and where there is no score to follow
 */
export async function compare<X>(
  contest: Contest<X>,
  world: World,
): Promise<{ readonly comparison: Comparison; readonly pictures: Pictures }> {
  const { network, samples, seed } = contest;
  const { dataset } = contest.data;
  const { schedule } = contest.schedule;
  const runs = runsOf(contest);
  const exact = exactOf(contest);
  const key = keyOf(seed);
  const distances = distancesIn(dataset.dimension, key);
  const data = fresh(dataset, key, 'data', samples);
  const bench: Bench = { samples, seed, data, distances, now: world.now, signal: world.signal };
  const results: Results = { cells: [], failures: [], samples: [] };
  const all = runs.length * ((network === undefined ? 0 : 1) + (exact === undefined ? 0 : 1));
  const onRun = ({ entrant, steps }: Run, score: string): void => {
    const done = results.cells.length + results.failures.length;
    world.onRun?.({ done, all, label: `${entrant.label}, ${steps} steps, ${score} score` });
  };
  const limit = contest.limit?.limit;
  const held = <Y>(denoiser: Denoiser<Y>): Denoiser<Y> => limit?.on(denoiser) ?? denoiser;
  const truth = exact === undefined ? undefined : held(followedScore(exact, contest));
  const known = exact ?? dataset.exact;
  const toLaw = known === undefined ? undefined : distanceToLaw(known, key, samples);
  const { signal } = world;
  const errors = network && known && (await scoreErrors(network.denoiser, known, { seed, signal }));
  const { flowCalls = 0 } = contest;
  const flows: { network?: OwnFlow; exact?: OwnFlow } = {};
  if (network !== undefined) {
    const followed = held(network.denoiser);
    if (flowCalls > 0) flows.network = ownFlow(followed, flowCalls, signal);
    const flowEnd = flows.network?.flowEnd;
    const measured = { ...(flowEnd && { flowEnd }), ...(toLaw && { toLaw }) };
    await sweep(results, followed, 'network', { runs, bench, onRun, ...measured });
  }
  if (exact !== undefined && truth !== undefined) {
    if (flowCalls > 0) flows.exact = ownFlow(truth, flowCalls, signal);
    // a score that errs has a flow of its own, which ends elsewhere
    const isFollowed = !contest.scoreError && dataset.dimension <= flowDimensions;
    const flowEnd =
      flows.exact?.flowEnd ?? (isFollowed ? flowEnds(exact, schedule, signal) : undefined);
    const measured = { ...(flowEnd && { flowEnd }), ...(toLaw && { toLaw }) };
    await sweep(results, truth, 'exact', { runs, bench, onRun, ...measured });
  }
  const { cells, failures } = results;
  const budgets = [...(contest.evaluations ?? contest.steps)].sort((a, b) => a - b);
  const comparison: Comparison = {
    data: contest.data.label,
    dimension: dataset.dimension,
    schedule: contest.schedule.label,
    ...(contest.limit && { limit: contest.limit.label }),
    samples,
    seed,
    backend: world.backend,
    ...(exact === undefined || !contest.scoreError ? {} : { scoreError: contest.scoreError }),
    ...(network === undefined ? {} : { network: network.facts }),
    ...(errors && { networkErrors: errors }),
    ...(flowCalls > 0 && {
      flows: {
        calls: flowCalls,
        ...(flows.network && { network: flows.network.moved() }),
        ...(flows.exact && { exact: flows.exact.moved() }),
      },
    }),
    floor: floorOf(dataset, key, { count: samples, distances, toLaw }),
    cells,
    failures,
    front: { network: paretoFront(cells, 'network'), exact: paretoFront(cells, 'exact') },
    picks: [...picksAt(cells, 'network', budgets), ...picksAt(cells, 'exact', budgets)],
    versions: world.versions,
    command: world.command,
  };
  const followed = { paths: shown.paths, seed, signal: world.signal };
  const pictures: Pictures = {
    data: inPlane(data, dataset.dimension, shown.data),
    samples: results.samples,
    forward: await forwardPaths(dataset, schedule, followed),
    reverse:
      truth !== undefined
        ? await pathsOf(truth, runs, followed)
        : network !== undefined
          ? await pathsOf(held(network.denoiser), runs, followed)
          : [],
  };
  return { comparison, pictures };
}
