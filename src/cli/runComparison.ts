import path from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import { useBackend } from '../backend/index.ts';
import { knownDatasets, knownLimits } from '../catalogue/index.ts';
import { type Contest, compare, runsOf } from '../compare/index.ts';
import type { Dataset } from '../data/index.ts';
import { InputError } from '../errors/index.ts';
import { writeWhole } from '../io/index.ts';
import { qualityPicture, renderReport, scoreErrorPicture } from '../report/index.ts';
import { isRun } from '../run/index.ts';
import { drawnSeed } from '../sampling/index.ts';
import { type CompareOptions, compareDefaults } from './compareOptions.ts';
import { requireWritableFile, requireWritableFolder } from './destination.ts';
import { entrantsOf } from './entrants.ts';
import { followedRun } from './followedRun.ts';
import { limitOf } from './limitOf.ts';
import { progress } from './progress.ts';
import { rerun } from './rerun.ts';
import { scaleNote } from './scaleNote.ts';
import { type Subject, solversOf, subjectOf } from './subject.ts';
import { summary } from './summary.ts';
import type { Terminal } from './terminal.ts';
import { type Trained, trained } from './trained.ts';
import { packageVersions } from './versions.ts';

/** Values of one set of samples that fit in memory beside those of a network's layers. */
const most = 1e8;

/** @throws InputError where a set of samples would not fit in memory */
function requireRoom(samples: number, { dimension }: Dataset): void {
  if (samples * dimension <= most) return;
  throw new InputError(
    `--samples: ${samples} samples of ${dimension} values are more than ${most} values; give fewer`,
  );
}

/** What is asked for, with all that can be wrong with it found before long work begins. */
async function contestFrom(
  { dataset, schedule, own }: Subject,
  options: CompareOptions,
): Promise<Contest<Tensor>> {
  const limit = limitOf(options.limit, own.limit);
  const contest = {
    data: { label: knownDatasets.label(dataset), dataset },
    schedule,
    entrants: entrantsOf(solversOf(options, own)),
    steps: options.steps,
    evaluations: options.evaluations,
    samples: options.samples,
    seed: options.seed ?? drawnSeed(),
    exact: options.score !== 'network' && dataset.exact !== undefined,
    ...(limit && { limit: { label: knownLimits.label(limit), limit } }),
    scoreError: options.scoreError,
    flowCalls: options.flowCalls,
  };
  if (options.evaluations !== undefined && options.steps.join(',') !== compareDefaults.steps) {
    throw new InputError('--steps and --evaluations say the same twice; give one of the two');
  }
  if (options.score === 'exact' && !contest.exact) {
    throw new InputError(
      `--score exact: the law of ${contest.data.label} is not known; use --score network`,
    );
  }
  if (options.scoreError > 0 && !contest.exact) {
    throw new InputError(
      `--score-error ${options.scoreError}: it is the exact score that is made to err, and it is not followed here; use --score exact on data whose law is known`,
    );
  }
  runsOf(contest);
  requireRoom(options.samples, dataset);
  requireWritableFolder('--out', options.out);
  if (options.json !== undefined && options.json !== '-') {
    requireWritableFile('--json', options.json);
  }
  return contest;
}

/**
 * `tfjs-sde compare`: trains a network where one is to be followed, compares solvers, and leaves a report. Files appear
 * when all is done, whole.
 *
 * @param data a data set by name with options, a file, or a run folder whose network is followed
 * @throws InputError for what cannot be used, before long work begins
 */
export async function runComparison(
  data: string,
  options: CompareOptions,
  terminal: Terminal,
): Promise<void> {
  const { out, err, signal, now } = terminal;
  const { quiet } = options;
  const follows = isRun(data);
  const subject = await subjectOf(data, options.schedule);
  const contest = await contestFrom(subject, options);
  const {
    data: { dataset },
    schedule: { schedule },
    seed,
  } = contest;
  if (!quiet) err.write(scaleNote(dataset));
  let follower: Trained | undefined;
  let backend = 'float64 on the host';
  if (options.score !== 'exact') {
    backend = (await useBackend(options.backend)).name;
    follower = follows
      ? await followedRun(data)
      : await trained(dataset, schedule, { steps: options.trainSteps, seed, quiet }, terminal);
  }
  const all = runsOf(contest).length * (Number(contest.exact) + Number(follower !== undefined));
  const shown = progress('comparing', all, terminal, { quiet });
  const command = rerun(data, options, { seed, backend: follower ? backend : undefined });
  const versions = packageVersions();
  const onRun = ({ done, label }: { done: number; label: string }): void => shown.at(done, label);
  try {
    const { comparison, pictures } = await compare(
      { ...contest, ...(follower ? { network: follower.network } : {}) },
      { now, backend, versions, command, signal, onRun },
    );
    shown.at(all, 'done');
    shown.stop();
    const json = `${JSON.stringify(comparison, undefined, 2)}\n`;
    const report = path.join(options.out, 'report.html');
    const html = renderReport(comparison, pictures);
    const seen = (['network', 'exact'] as const).filter((score) =>
      comparison.cells.some((cell) => cell.score === score),
    );
    signal.throwIfAborted();
    await writeWhole(report, html);
    await writeWhole(path.join(options.out, 'comparison.json'), json);
    for (const score of seen) {
      const picture = qualityPicture(comparison, score);
      await writeWhole(path.join(options.out, `quality-${score}.svg`), picture);
    }
    const erring = scoreErrorPicture(comparison);
    if (erring !== undefined) await writeWhole(path.join(options.out, 'score-error.svg'), erring);
    if (options.json === '-') out.write(json);
    else out.write(`${summary(comparison)}\n`);
    if (options.json !== undefined && options.json !== '-') await writeWhole(options.json, json);
    const told = `report: ${report}\nagain:  ${command}\n`;
    (options.json === '-' ? err : out).write(told);
  } finally {
    shown.stop();
    follower?.dispose();
  }
}
