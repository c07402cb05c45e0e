import { InputError } from '../errors/index.ts';
import { keyOf } from '../noise/index.ts';
import type { Denoiser, ExactProblem } from '../problem/index.ts';
import { DivergenceError } from '../sampling/index.ts';
import type { Cell, Comparison, Paths, Pictures } from './comparison.ts';
import { type Contest, type Run, runsOf } from './contest.ts';
import { distancesIn, distanceToLaw } from './distances.ts';
import { exactEntries, followedScore, heldBy, networkEntries } from './entries.ts';
import { floorOf, fresh } from './floor.ts';
import { marginalDensity } from './marginalDensity.ts';
import { paretoFront } from './pareto.ts';
import { type Followed, forwardPaths, inPlane, reversePaths } from './paths.ts';
import { picksAt } from './picks.ts';
import type { Bench } from './runCell.ts';
import { scoreErrors } from './scoreErrors.ts';
import { scoreFields } from './scoreFields.ts';
import { planned, sweep } from './sweep.ts';
import type { World } from './world.ts';

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

/** The seed of a repetition: the first is the comparison's own, so that more repetitions leave it as it was. */
function seedOf(seed: string | number, repeat: number): string | number {
  return repeat === 0 ? seed : `${seed}, draw ${repeat + 1}`;
}

/** The most that the end of the flow of a score moved in any draw; undefined where none was followed. */
function movedIn(cells: readonly Cell[], score: Cell['score']): number | undefined {
  const all = cells
    .filter((cell) => cell.score === score)
    .flatMap(({ draws }) => draws.flatMap(({ flowMoved }) => flowMoved ?? []));
  return all.length === 0 ? undefined : Math.max(...all);
}

/**
 * Compares solvers: every solver at every number of steps on the network, on the exact score where the law of the
 * data is known, or on both, from the same noise, held against the same fresh data; again from noise and data of their own in
 * each repetition.
 *
 * @throws InputError for what `runsOf` finds, where there is no score to follow, and guidance of a network that has none
 */
export async function compare<X>(
  contest: Contest<X>,
  world: World,
): Promise<{ readonly comparison: Comparison; readonly pictures: Pictures }> {
  const { network, samples, seed, repeats = 1 } = contest;
  const { dataset } = contest.data;
  const { schedule } = contest.schedule;
  const { signal, now } = world;
  const runs = runsOf(contest);
  const exact = exactOf(contest);
  const key = keyOf(seed);
  const distances = distancesIn(dataset.dimension, key);
  const truth = exact === undefined ? undefined : followedScore(exact, contest);
  const known = exact ?? dataset.exact;
  const toLaw = known === undefined ? undefined : distanceToLaw(known, key, samples);
  const benches = Array.from({ length: repeats }, (_, repeat): Bench => {
    const own = seedOf(seed, repeat);
    const data = fresh(dataset, keyOf(own), 'data', samples);
    return { samples, seed: own, data, distances, toLaw, now, signal };
  });
  const errors =
    network && network.decode === undefined && known
      ? await scoreErrors(network.denoiser, known, { seed, signal })
      : undefined;
  const plans = [
    ...networkEntries(contest, world).flatMap((entry) => planned(entry, runs, benches)),
    ...(exact && truth ? exactEntries(exact, truth, contest, world) : []).flatMap((entry) =>
      planned(entry, runs, benches),
    ),
  ];
  const all = plans.length * repeats;
  const {
    cells,
    failures,
    samples: seen,
  } = await sweep(plans, {
    signal,
    onJob: ({ done, label }) => world.onRun?.({ done, all, label }),
  });
  const budgets = [...(contest.evaluations ?? contest.steps)].sort((a, b) => a - b);
  const { flowCalls = 0 } = contest;
  const moved = { network: movedIn(cells, 'network'), exact: movedIn(cells, 'exact') };
  const comparison: Comparison = {
    data: contest.data.label,
    dimension: dataset.dimension,
    schedule: contest.schedule.label,
    ...(contest.limit && { limit: contest.limit.label }),
    samples,
    seed,
    repeats,
    backend: world.backend,
    ...(exact === undefined || !contest.scoreError ? {} : { scoreError: contest.scoreError }),
    ...(network === undefined ? {} : { network: network.facts }),
    ...(errors && { networkErrors: errors }),
    ...(flowCalls > 0 && {
      flows: {
        calls: flowCalls,
        ...(moved.network !== undefined && { network: moved.network }),
        ...(moved.exact !== undefined && { exact: moved.exact }),
      },
    }),
    floor: floorOf(dataset, key, { count: samples, repeats, distances, toLaw }),
    cells,
    failures,
    front: { network: paretoFront(cells, 'network'), exact: paretoFront(cells, 'exact') },
    picks: [...picksAt(cells, 'network', budgets), ...picksAt(cells, 'exact', budgets)],
    versions: world.versions,
    command: world.command,
  };
  const followed = { paths: shown.paths, seed, signal };
  const [{ data }] = benches as [Bench];
  const pictures: Pictures = {
    data: inPlane(data, dataset.dimension, shown.data),
    samples: seen,
    forward: await forwardPaths(dataset, schedule, followed),
    reverse:
      truth !== undefined
        ? await pathsOf(truth, runs, followed)
        : network !== undefined && network.decode === undefined
          ? await pathsOf(heldBy(contest.limit, network.denoiser), runs, followed)
          : [],
    density: marginalDensity(dataset, schedule, seed),
    fields: await scoreFields(dataset, schedule, {
      ...{ exact: known, seed, signal },
      denoiser: network?.decode === undefined ? network?.denoiser : undefined,
    }),
  };
  return { comparison, pictures };
}
