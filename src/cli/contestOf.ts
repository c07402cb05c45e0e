import type { Tensor } from '@tensorflow/tfjs-core';
import { knownDatasets, knownLimits } from '../catalogue/index.ts';
import { type Contest, entrantsOf, runsOf } from '../compare/index.ts';
import type { Dataset } from '../data/index.ts';
import { InputError } from '../errors/index.ts';
import { isRun } from '../run/index.ts';
import { type CompareOptions, compareDefaults } from './compareOptions.ts';
import { limitOf } from './limitOf.ts';
import { type Subject, solversOf, subjectOf } from './subject.ts';

/** What is compared, and what it is about. */
export interface Asked {
  /** As it was written. */
  readonly name: string;
  readonly subject: Subject;
  readonly contest: Contest<Tensor>;
}

/** Values of one set of samples that fit in memory beside those of a network's layers. */
const most = 1e8;

/** @throws InputError where a set of samples would not fit in memory */
function requireRoom(samples: number, { dimension }: Dataset): void {
  if (samples * dimension <= most) return;
  throw new InputError(
    `--samples: ${samples} samples of ${dimension} values are more than ${most} values; give fewer`,
  );
}

function requireExact(options: CompareOptions, label: string, isKnown: boolean): void {
  if (options.score === 'exact' && !isKnown) {
    throw new InputError(`--score exact: the law of ${label} is not known; use --score network`);
  }
  if (options.scoreError > 0 && !(isKnown && options.score !== 'network')) {
    throw new InputError(
      `--score-error ${options.scoreError}: it is the exact score that is made to err, and it is not followed here; use --score exact on data whose law is known`,
    );
  }
}

function requireGuidable(name: string, options: CompareOptions): void {
  const { guidance, classifier, score } = options;
  if (guidance === undefined && classifier === undefined) return;
  const option = guidance === undefined ? '--classifier' : '--guidance';
  if (guidance === undefined) {
    throw new InputError('--classifier: guides where --guidance says how much; give both');
  }
  if (!isRun(name) || score === 'exact') {
    const what = isRun(name) ? 'the exact score' : name;
    throw new InputError(
      `${option}: ${what} has no classes to be guided to; give a run that was trained with classes`,
    );
  }
}

/**
 * What is asked for, with all that can be wrong with it found before long work begins.
 *
 * @param name a data set by name with options, a file, or a run folder
 * @param seed of every contest
 * @throws InputError for what cannot be used
 */
export async function contestOf(
  name: string,
  options: CompareOptions,
  seed: string | number,
): Promise<Asked> {
  const subject = await subjectOf(name, options.schedule);
  const { dataset, schedule, own, ofLatents } = subject;
  const limit = limitOf(options.limit, own.limit);
  const label = knownDatasets.label(dataset);
  const isKnown = dataset.exact !== undefined && !ofLatents;
  if (options.evaluations !== undefined && options.steps.join(',') !== compareDefaults.steps) {
    throw new InputError('--steps and --evaluations say the same twice; give one of the two');
  }
  requireExact(options, label, isKnown);
  requireGuidable(name, options);
  const contest: Contest<Tensor> = {
    data: { label, dataset },
    schedule,
    entrants: entrantsOf(solversOf(options, own), options.grids),
    steps: options.steps,
    evaluations: options.evaluations,
    samples: options.samples,
    repeats: options.repeats,
    seed,
    exact: options.score !== 'network' && isKnown,
    guidance: options.guidance,
    ...(limit && { limit: { label: knownLimits.label(limit), limit } }),
    scoreError: options.scoreError,
    flowCalls: options.flowCalls,
  };
  runsOf(contest);
  requireRoom(options.samples, dataset);
  return { name, subject, contest };
}
