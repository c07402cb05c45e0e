import path from 'node:path';
import { useBackend } from '../backend/index.ts';
import { type Comparison, compare, overviewOf, runsOf } from '../compare/index.ts';
import { InputError } from '../errors/index.ts';
import { writeWhole } from '../io/index.ts';
import { isRun } from '../run/index.ts';
import { drawnSeed } from '../sampling/index.ts';
import type { CompareOptions } from './compareOptions.ts';
import { type Asked, contestOf } from './contestOf.ts';
import { requireWritableFile, requireWritableFolder } from './destination.ts';
import { followedRun } from './followedRun.ts';
import { keptCells, keptSeed } from './keptCells.ts';
import { overview } from './overview.ts';
import { progress } from './progress.ts';
import { rerun } from './rerun.ts';
import { writeComparison } from './results/comparisonResult.ts';
import { writeOverview } from './results/overviewResult.ts';
import { asJson } from './results/stored.ts';
import { scaleNote } from './scaleNote.ts';
import { summary } from './summary.ts';
import type { Terminal } from './terminal.ts';
import { type Trained, trained } from './trained.ts';
import { packageVersions } from './versions.ts';

/** The folder of all reports unless another is given. */
const usualFolder = 'tfjs-sde-report';

/** A name as a folder can have it: moons(noise=0.05) is moons-noise=0.05, runs/moons is runs-moons. */
function plain(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9.=_-]+/g, '-').replace(/^[-.]+|-+$/g, '');
}

/** Where the results of each subject go. @throws InputError where two would share a folder */
function foldersOf(names: readonly string[], out: string | undefined): readonly string[] {
  if (names.length === 1 && out !== undefined) return [out];
  const folders = names.map((name) => path.join(out ?? usualFolder, plain(name)));
  const twice = names.find((_, i) => folders.indexOf(folders[i] as string) !== i);
  if (twice === undefined) return folders;
  throw new InputError(`compare: ${twice} is listed twice, or shares its folder with another one`);
}

/** The network that is followed, on its backend: that of a run, or one that is trained now. */
async function followerOf(
  { name, subject, contest }: Asked,
  options: CompareOptions,
  terminal: Terminal,
): Promise<(Trained & { readonly backend: string }) | undefined> {
  if (options.score === 'exact') return undefined;
  const backend = (await useBackend(options.backend)).name;
  const { guidance, classifier, trainSteps: steps, quiet } = options;
  const follower = isRun(name)
    ? await followedRun(name, { isGuided: guidance !== undefined, classifier })
    : await trained(
        subject.dataset,
        subject.schedule.schedule,
        { steps, seed: contest.seed, quiet },
        terminal,
      );
  return { ...follower, backend };
}

/** Runs one comparison, and writes its report into a folder. */
async function compareOne(
  asked: Asked,
  out: string,
  options: CompareOptions,
  terminal: Terminal,
): Promise<Comparison> {
  const { err, signal, now } = terminal;
  const { quiet } = options;
  const { name, contest } = asked;
  if (!quiet) err.write(scaleNote(contest.data.dataset));
  let follower: Awaited<ReturnType<typeof followerOf>>;
  let shown: ReturnType<typeof progress> | undefined;
  let begun = false;
  try {
    follower = await followerOf(asked, options, terminal);
    const { stores, kept } = await keptCells(out, asked, follower);
    begun = true;
    if (kept > 0 && !quiet) {
      err.write(`${out}: goes on with ${kept} cells that are there, seed ${contest.seed}\n`);
    }
    const scales = contest.guidance?.length ?? 1;
    const scores = Number(contest.exact) + (follower === undefined ? 0 : scales);
    const all = runsOf(contest).length * scores * options.repeats;
    const bar = progress('comparing', all, terminal, { quiet });
    shown = bar;
    const chosen = { seed: contest.seed, backend: follower?.backend };
    const { comparison, pictures } = await compare(
      { ...contest, ...(follower ? { network: follower.network } : {}) },
      {
        ...{ now, signal, cells: stores, versions: packageVersions() },
        backend: follower?.backend ?? 'float64 on the host',
        command: rerun([name], options, chosen),
        onRun: ({ done, label }) => bar.at(done, label),
      },
    );
    bar.at(all, 'done');
    bar.stop();
    signal.throwIfAborted();
    await writeComparison(out, comparison, pictures);
    return comparison;
  } catch (error) {
    if (signal.aborted) {
      err.write(
        begun
          ? 'stopped; cells that have run are kept, the same command goes on\n'
          : `stopped, nothing is kept; with --seed ${contest.seed} the network is the same again\n`,
      );
    }
    throw error;
  } finally {
    shown?.stop();
    follower?.dispose();
  }
}

/**
 * `tfjs-sde compare`: trains a network where one is to be followed, compares solvers, and leaves a report of each subject and an
 * overview of several. Reports appear when all is done, whole; cells are kept as they are run.
 *
 * @param names data sets by name with options, files, and run folders whose networks are followed
 * @throws InputError for what cannot be used, before long work begins
 */
export async function runComparison(
  names: readonly string[],
  options: CompareOptions,
  terminal: Terminal,
): Promise<void> {
  const { out, err } = terminal;
  const { json } = options;
  const folders = foldersOf(names, options.out);
  const [first] = folders as [string];
  for (const folder of folders) requireWritableFolder('--out', folder);
  if (json !== undefined && json !== '-') requireWritableFile('--json', json);
  const seed = options.seed ?? (await keptSeed(first)) ?? drawnSeed();
  const asked: Asked[] = [];
  for (const name of names) asked.push(await contestOf(name, options, seed));
  const comparisons: Comparison[] = [];
  for (const [i, each] of asked.entries()) {
    const folder = folders[i] as string;
    const comparison = await compareOne(each, folder, options, terminal);
    comparisons.push(comparison);
    const told = `report: ${path.join(folder, 'report.html')}\nagain:  ${comparison.command}\n`;
    if (json === '-') err.write(told);
    else out.write(`${summary(comparison)}\n${told}`);
  }
  const found = comparisons.length === 1 ? comparisons[0] : comparisons;
  if (json === '-') out.write(asJson(found, 2));
  else if (json !== undefined) await writeWhole(json, asJson(found, 2));
  if (comparisons.length === 1) return;
  const together = overviewOf(names, comparisons);
  const report = await writeOverview(options.out ?? usualFolder, {
    overview: together,
    folders: folders.map((folder) => path.basename(folder)),
    versions: packageVersions(),
    command: rerun(names, options, {
      seed,
      backend: options.score === 'exact' ? undefined : comparisons[0]?.backend,
    }),
  });
  const told = `${overview(together)}overview: ${report}\n`;
  (json === '-' ? err : out).write(`\n${told}`);
}
