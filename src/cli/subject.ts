import {
  knownSolvers,
  parseSpecifications,
  scheduleFrom,
  scheduleLabel,
} from '../catalogue/index.ts';
import type { Dataset } from '../data/index.ts';
import { InputError } from '../errors/index.ts';
import type { Schedule } from '../problem/index.ts';
import {
  isRun,
  partOf,
  readConfig,
  runData,
  runSchedule,
  type Sampling,
  samplingOf,
} from '../run/index.ts';
import { type CompareOptions, compareDefaults } from './compareOptions.ts';
import { dataOfRun } from './dataOfRun.ts';

/** What a comparison is about: data or a run, by its name. */
export interface Subject {
  readonly dataset: Dataset;
  /** SHA-256 of the data. */
  readonly hash: string;
  /** Whether what is denoised are latents of the data. */
  readonly ofLatents: boolean;
  readonly schedule: { readonly label: string; readonly schedule: Schedule };
  /** What samples an imported run where it was trained. */
  readonly own: Partial<Pick<Sampling, 'solver' | 'limit'>>;
}

async function subjectOfRun(folder: string, asked: string): Promise<Subject> {
  const config = await readConfig(folder);
  const schedule = await runSchedule(folder, config);
  const label = config.kind === 'trained' ? config.settings.schedule : schedule.label;
  if (asked !== compareDefaults.schedule && asked !== label) {
    throw new InputError(
      `--schedule ${asked}: ${folder} was trained on ${label}; leave --schedule out`,
    );
  }
  const { all, hash } = await dataOfRun(folder, config);
  const own = config.kind === 'imported' ? samplingOf(folder, config) : {};
  const ofLatents = config.kind === 'trained' && partOf(config.settings) === 'vae';
  return { dataset: all, hash, ofLatents, schedule, own };
}

/**
 * What a comparison is about.
 *
 * @param data a data set by name with options, a file, or a run folder
 * @param asked the schedule that was asked for; of a run the default stands for its own
 * @throws InputError for what is unknown, if another schedule is asked of a run, or its data changed since
 */
export async function subjectOf(data: string, asked: string): Promise<Subject> {
  if (isRun(data)) return subjectOfRun(data, asked);
  const schedule = await scheduleFrom(asked);
  const { all, hash } = await runData(data);
  const label = scheduleLabel(schedule);
  return { dataset: all, hash, ofLatents: false, schedule: { label, schedule }, own: {} };
}

/** The solvers of a comparison: unless others are named, the usual ones, and that of an imported run before them. */
export function solversOf({ solvers }: CompareOptions, { solver }: Subject['own']): string {
  if (solver === undefined || solvers !== compareDefaults.solvers) return solvers;
  const needsVariance = parseSpecifications(solver, 'solver').some(
    ({ grid: _, ...own }) => knownSolvers.make(own).solves === 'reverse-diffusion-with-variance',
  );
  return needsVariance ? solvers : `${solver},${solvers}`;
}
