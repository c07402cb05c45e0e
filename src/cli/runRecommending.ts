import type { Recommendation } from '../recommend/index.ts';
import type { Recommended } from '../report/index.ts';
import { isRun } from '../run/index.ts';
import { drawnSeed } from '../sampling/index.ts';
import { requireWritableFolder } from './destination.ts';
import { type Progress, progress } from './progress.ts';
import { quoted } from './quoted.ts';
import { recommendation } from './recommendation.ts';
import { type RecommendCommandOptions, usualBudget } from './recommendOptions.ts';
import { writeRecommendation } from './results/recommendationResult.ts';
import { asJson } from './results/stored.ts';
import { type Goal, searched } from './searched.ts';
import type { Terminal } from './terminal.ts';
import { packageVersions } from './versions.ts';

/** The command that repeats a recommendation. */
function again(name: string, options: RecommendCommandOptions, seed: string | number): string {
  const { budget, target, milliseconds, batch, by, schedule, limit, guidance } = options;
  const { classifier, flowCalls, samples, backend } = options;
  const given = {
    budget: budget === usualBudget ? undefined : budget,
    ...{ target, milliseconds, batch, by, schedule, limit, guidance, classifier },
    'flow-calls': flowCalls === 200 ? undefined : flowCalls,
    ...{ samples, seed, backend },
  };
  const flags = Object.entries(given).flatMap(([flag, value]) =>
    value === undefined ? [] : [`--${flag} ${quoted(String(value))}`],
  );
  return ['npx tfjs-sde recommend', quoted(name), ...flags].join(' ');
}

/** The command that samples as is recommended: a run with `sample`, of a law what `compare` makes of it. */
function toSample(
  name: string,
  { guidance, classifier, limit, schedule }: RecommendCommandOptions,
  { name: solver, steps }: Recommendation,
): string {
  const given: readonly (readonly [flag: string, value: string | number | undefined])[] = [
    ...(isRun(name)
      ? ([['solver', solver]] as const)
      : ([
          ['score', 'exact'],
          ['schedule', schedule],
          ['solvers', solver],
        ] as const)),
    ...([
      ['steps', steps],
      ['limit', limit],
    ] as const),
    ...(guidance === undefined
      ? []
      : ([
          ['class', 'each'],
          ['guidance', guidance],
          ['classifier', classifier],
        ] as const)),
    ...(isRun(name) ? ([['out', 'samples.npy']] as const) : []),
  ];
  const flags = given.flatMap(([flag, value]) =>
    value === undefined ? [] : [`--${flag} ${quoted(String(value))}`],
  );
  return [`npx tfjs-sde ${isRun(name) ? 'sample' : 'compare'} ${quoted(name)}`, ...flags].join(' ');
}

/**
 * `tfjs-sde recommend`: which solver, with how many steps on which grid; files appear when all is done, whole.
 * @throws InputError for what cannot be used, before long work begins, and where what is asked for is out of reach
 */
export async function runRecommending(
  name: string,
  options: RecommendCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const { out, err, signal, now } = terminal;
  const { budget, target, milliseconds, batch, by, samples, flowCalls, json, quiet } = options;
  const folder = options.out;
  if (folder !== undefined) requireWritableFolder('--out', folder);
  const seed = options.seed ?? drawnSeed();
  const subject = await searched(name, options, seed);
  let bar: Progress | undefined;
  let title = '';
  const onRun: Goal['onRun'] = ({ budget: calls, by: criterion, done, all, label }) => {
    const search = `within ${calls} calls by ${criterion}`;
    if (title !== search) {
      bar?.stop();
      bar = progress(search, all, terminal, { quiet });
      title = search;
    }
    bar?.at(done, label);
  };
  try {
    const pace = milliseconds === undefined ? undefined : { milliseconds, batch: batch ?? 1, now };
    const found = await subject.recommend({
      ...{ budget, target, pace, by, samples, flowCalls, signal, onRun },
    });
    bar?.stop();
    const { sampling: _, ...told } = found;
    const recommended: Recommended = {
      ...{ of: name, data: subject.data, facts: subject.facts, ...told },
      ...(pace && { pace: { milliseconds: pace.milliseconds, batch: pace.batch } }),
      ...(target === undefined ? {} : { target }),
      ...{ shell: toSample(name, options, found), command: again(name, options, seed) },
      versions: packageVersions(),
    };
    const page = folder === undefined ? '' : await writeRecommendation(folder, recommended);
    out.write(json ? asJson(recommended, 2) : recommendation(recommended));
    if (page !== '') (json ? err : out).write(`report: ${page}\n`);
  } catch (error) {
    if (signal.aborted) err.write('stopped; nothing was written\n');
    throw error;
  } finally {
    bar?.stop();
    subject.dispose();
  }
}
