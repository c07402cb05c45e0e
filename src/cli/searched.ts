import type { Tensor } from '@tensorflow/tfjs-core';
import { useBackend } from '../backend/index.ts';
import { knownDatasets, knownLimits, scheduleFrom } from '../catalogue/index.ts';
import { someOf } from '../data/index.ts';
import { InputError } from '../errors/index.ts';
import { foldIn, keyOf, type Rows } from '../noise/index.ts';
import type { Denoiser } from '../problem/index.ts';
import { type Recommendation, type RecommendOptions, recommend } from '../recommend/index.ts';
import { isRun, runData } from '../run/index.ts';
import { compareDefaults } from './compareOptions.ts';
import { followedRun } from './followedRun.ts';
import { limitOf } from './limitOf.ts';
import { quoted } from './quoted.ts';
import type { RecommendCommandOptions } from './recommendOptions.ts';
import { subjectOf } from './subject.ts';

/** What is to be reached, and how the search is told of. */
export type Goal = Pick<
  RecommendOptions<never>,
  'budget' | 'target' | 'pace' | 'by' | 'samples' | 'flowCalls' | 'signal' | 'onRun'
>;

/** A run or a law that a solver is searched for. */
export interface Searched {
  readonly recommend: (goal: Goal) => Promise<Recommendation>;
  /** What samples are held against, by its name. */
  readonly data: string;
  /** What was followed, by name: architecture, schedule, backend, limit. */
  readonly facts: Readonly<Record<string, string | number>>;
  readonly dispose: () => void;
}

/** How many of the data samples are held against: twice the samples, and more where a sample has few values. */
export function countOfData(dimension: number, samples = 0): number {
  const usual = Math.min(8192, Math.max(2048, 2 ** 19 / dimension));
  return Math.max(Math.round(usual), 2 * samples);
}

/** @throws InputError for data whose law is not known, and options that are of networks alone */
async function ofLaw(
  name: string,
  options: RecommendCommandOptions,
  seed: string | number,
): Promise<Searched> {
  const { exact } = (await runData(name)).all;
  if (exact === undefined) {
    throw new InputError(
      `${name}: is data whose law is not known; train a network on it, npx tfjs-sde train --data ${quoted(name)} --out runs/NAME, and give its run`,
    );
  }
  for (const option of ['guidance', 'backend'] as const) {
    if (options[option] === undefined) continue;
    throw new InputError(`--${option}: is of a run, ${name} is a law that is known; leave it out`);
  }
  const schedule = options.schedule ?? compareDefaults.schedule;
  const limit = limitOf(options.limit);
  const free = exact.denoiser(await scheduleFrom(schedule));
  const denoiser = limit === undefined ? free : limit.on(free);
  // a limit changes the flow, so that it is followed and not known
  const known = limit === undefined ? { exact } : {};
  const { dimension } = exact;
  const count = countOfData(dimension, options.samples);
  const data = { values: exact.draw(foldIn(keyOf(seed), 'data'), { first: 0, count }), dimension };
  return {
    recommend: ({ by = 'flow', ...goal }) =>
      recommend(denoiser, { ...goal, ...known, data, by, seed }),
    data: name,
    facts: { score: 'exact', schedule, ...(limit && { limit: knownLimits.label(limit) }) },
    dispose: () => denoiser.dispose(),
  };
}

/** @throws InputError for a run that cannot be guided though it is to be */
async function ofRun(
  folder: string,
  options: RecommendCommandOptions,
  seed: string | number,
): Promise<Searched> {
  const { guidance, classifier } = options;
  const { dataset, schedule, own } = await subjectOf(
    folder,
    options.schedule ?? compareDefaults.schedule,
  );
  const backend = (await useBackend(options.backend)).name;
  const { network, dispose } = await followedRun(folder, {
    isGuided: guidance !== undefined,
    classifier,
  });
  const limit = limitOf(options.limit, own.limit);
  const limited = (free: Denoiser<Tensor>): Denoiser<Tensor> =>
    limit === undefined ? free : limit.on(free);
  const guided = network.guided;
  const denoiserOf =
    guidance === undefined || guided === undefined
      ? undefined
      : (rows: Rows) => limited(guided(guidance, rows));
  const { dimension } = dataset;
  const most = countOfData(dimension, options.samples);
  const values = someOf(dataset, foldIn(keyOf(seed), 'data'), most);
  return {
    recommend: (goal) =>
      recommend(limited(network.denoiser), {
        ...{ ...goal, denoiserOf, decode: network.decode, seed },
        data: { values, dimension },
      }),
    data: knownDatasets.label(dataset),
    facts: {
      network: network.facts.architecture,
      parameters: network.facts.parameters,
      ...(network.facts.steps === undefined ? {} : { 'training steps': network.facts.steps }),
      ...{ schedule: schedule.label, backend },
      ...(limit && { limit: knownLimits.label(limit) }),
      ...(guidance === undefined ? {} : { guidance }),
    },
    dispose,
  };
}

/**
 * What a solver is searched for: the network of a run, or a law that is known.
 *
 * @throws InputError for what is neither, and options that do not fit it
 */
export function searched(
  name: string,
  options: RecommendCommandOptions,
  seed: string | number,
): Promise<Searched> {
  return isRun(name) ? ofRun(name, options, seed) : ofLaw(name, options, seed);
}
