import {
  drawRows,
  entrantsOf,
  type FlowEnds,
  flowEnds,
  isStochastic,
  ownFlow,
  type Run,
} from '../compare/index.ts';
import { InputError, requireInteger, requirePositive } from '../errors/index.ts';
import type { Rows } from '../noise/index.ts';
import { type Denoiser, evaluationsAt, type Schedule } from '../problem/index.ts';
import { drawnSeed } from '../sampling/index.ts';
import { byEnergy } from './closeness.ts';
import { type Against, successiveHalving } from './halving.ts';
import { keepingPace, type Pace, timeOf } from './keepingPace.ts';
import { libraryWithin, runsWithin } from './library.ts';
import type { RecommendOptions } from './options.ts';
import { type Found, reaching } from './reaching.ts';
import { type Recommendation, recommendationOf } from './recommendation.ts';
import { isBehind, isUndecided } from './undecided.ts';

/** Values of a set of samples by default, between 256 and 4096 of them. */
const usualValues = 2 ** 18;

/** Calls that a flow is followed with by default. */
const usualCalls = 200;

/** The ends of the flow of a score, followed once for the same rows at the same time: all solvers share their starts. */
function sharedEnds<X>(
  denoiser: Denoiser<X>,
  { exact, denoiserOf = () => denoiser, flowCalls = usualCalls, signal }: RecommendOptions<X>,
): (rows: Rows) => FlowEnds {
  const known = new Map<string, FlowEnds>();
  return (rows) => {
    const name = `${rows.first}, ${rows.count}`;
    const ends =
      known.get(name) ??
      (exact === undefined
        ? ownFlow(denoiserOf(rows), flowCalls, signal)
        : flowEnds(exact, denoiser.schedule, signal));
    known.set(name, ends);
    return ends;
  };
}

/** Held against the ends of the flow. */
function againstFlow<X>(denoiser: Denoiser<X>, options: RecommendOptions<X>): Against {
  return { by: 'flow', ends: sharedEnds(denoiser, options) };
}

/** @throws InputError where there are no data */
function againstData<X>({ data }: RecommendOptions<X>): Against {
  if (data !== undefined) return { by: 'energy', toData: byEnergy(data.values, data.dimension) };
  throw new InputError(
    'recommend: by energy samples are held against data; give data, or choose by flow',
  );
}

/** Steps of a run that tells what a call takes. */
const pilotSteps = 4;

/** @param calls of a prediction */
function pilotOf(schedule: Schedule, calls: number): { readonly run: Run; readonly calls: number } {
  const [run] = runsWithin(entrantsOf('ddim'), schedule, pilotSteps);
  return { run: run as Run, calls: pilotSteps * calls };
}

/** Network calls of a prediction, at the most that they are over times. */
function callsOf<X>({ evaluationsPerCall, schedule }: Denoiser<X>): number {
  const [first, last] = schedule.range.sample;
  const times = Array.from({ length: 101 }, (_, i) => last + ((first - last) * i) / 100);
  return Math.max(...times.map((t) => evaluationsAt(evaluationsPerCall, t)));
}

function requirePace(pace: Pace): Pace {
  requirePositive('recommend: pace.milliseconds', pace.milliseconds);
  requireInteger('recommend: pace.batch', pace.batch ?? 1);
  return pace;
}

/**
 * Finds which solver, with how many steps on which grid, samples a denoiser best within a budget of network calls or a time, or
 * reaches a distance with the fewest calls: by successive halving over a library, on shared noise.
 *
 * ```ts
 * const { sampling } = await recommend(denoiser, { budget: 20, data });
 * const { x } = await sample(reverse(denoiser), { ...sampling, samples: 100 });
 * ```
 *
 * @param denoiser whose score is followed; it stays the caller's
 * @param options its settings
 * @throws InputError unless one of a budget, a target and a pace is given and the criterion has what it needs, if no solver of the
 *   library fits the budget, or no budget of the ladder reaches the target or keeps the pace
 */
export async function recommend<X>(
  denoiser: Denoiser<X>,
  options: RecommendOptions<X>,
): Promise<Recommendation> {
  const { budget, target, pace, library = libraryWithin, signal } = options;
  const { schedule, space } = denoiser;
  const count = Math.round(Math.min(4096, Math.max(256, usualValues / space.size)));
  const { samples = count, seed = drawnSeed() } = options;
  requireInteger('recommend: samples', samples, 8);
  const { by = options.exact === undefined ? 'energy' : 'flow' } = options;
  const { denoiserOf = () => denoiser } = options;
  const score = { space, denoiser: options.denoiserOf ?? denoiser, decode: options.decode };
  const searchBy = async (against: Against, calls: number): Promise<Found> => {
    // guidance takes two calls a prediction
    const predictions = Math.floor(calls / callsOf(denoiserOf({ first: 0, count: 1 })));
    const runs = runsWithin(library(predictions), schedule, predictions).filter(
      (run) => against.by === 'energy' || !isStochastic(run),
    );
    if (runs.length === 0) {
      throw new InputError(`recommend: no solver of the library runs on ${calls} calls; give more`);
    }
    const rounds = await successiveHalving(runs, {
      ...{ score, against, seed, samples, signal },
      onRun: (at) => options.onRun?.({ budget: calls, by: against.by, ...at }),
    });
    const best = rounds.at(-1)?.contenders[0];
    if (best !== undefined) return { budget: calls, by: against.by, rounds, best };
    throw new InputError(
      `recommend: no solver of the library gave finite samples within ${calls} calls; give more`,
    );
  };
  const against = by === 'flow' ? againstFlow(denoiser, options) : againstData(options);
  const within = (calls: number): Promise<Found> => searchBy(against, calls);
  // what data cannot tell apart the flow does, unless a criterion is asked for
  const toFlow = options.by === undefined && by === 'energy' && againstFlow(denoiser, options);
  const decided = async (calls: number): Promise<Found> => {
    const found = await within(calls);
    if (toFlow === false || against.by === 'flow' || !isUndecided(found)) return found;
    const byFlow = await searchBy(toFlow, calls);
    const rows = { first: 0, count: samples };
    const { x } = await drawRows(score, byFlow.best.run, { seed, rows, signal });
    return isBehind(against.toData(x), found.best.closeness) ? found : byFlow;
  };
  const of = { samples, seed };
  if ([budget, target, pace].filter((goal) => goal !== undefined).length !== 1) {
    throw new InputError(
      'recommend: give one of a budget of calls, a target to reach, and a pace to keep',
    );
  }
  if (budget !== undefined) {
    requireInteger('recommend: budget', budget);
    return recommendationOf(await decided(budget), [], of);
  }
  if (target !== undefined) {
    requirePositive('recommend: target', target);
    const { found, tried } = await reaching(target, within);
    return recommendationOf(found, tried, of);
  }
  const { batch = 1, now } = requirePace(pace as Pace);
  const rows = { first: 0, count: batch };
  const { found, tried, milliseconds } = await keepingPace(pace as Pace, {
    pilot: pilotOf(schedule, callsOf(denoiserOf({ first: 0, count: 1 }))),
    within: decided,
    time: (run) => timeOf(() => drawRows(score, run, { seed, rows, signal }), now),
  });
  return recommendationOf(found, tried, { ...of, milliseconds });
}
