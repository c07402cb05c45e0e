import { existsSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { steps } from '../../src/cli/steps.ts';
import { InputError } from '../../src/errors/index.ts';
import { writeWhole } from '../../src/io/writeWhole.ts';
import { projectFolder } from '../../src/native/npm.ts';
import type { BenchOptions } from '../options.ts';
import { type Contest, contestsNamed } from './contests.ts';
import { environment } from './environment.ts';
import { mostLoad } from './load.ts';
import { type Peer, startPeer } from './peer.ts';
import { loadWhenQuiet } from './quiet.ts';
import { type Outcome, race } from './race.ts';
import { ownBackends, runnersOf } from './runners.ts';
import { markdownOf, textOf } from './tables.ts';

/** Rounds of each race; the medians are printed. */
const rounds = 7;
/** Seconds to wait for a quiet machine before a race is given up: on a busy one PyTorch takes minutes. */
const patience = 20;

/** What to do after contests that could not be concluded, if any could not. */
function remedy(contests: readonly Contest[], outcomes: readonly Outcome[]): string | undefined {
  const open = contests.filter((_, i) => outcomes[i]?.isConclusive === false);
  if (open.length === 0) return undefined;
  const names = open.map(({ name }) => name).join(',');
  return (
    `other programs used more than ${100 * mostLoad} % of the machine; ` +
    `end them and run npm run bench -- --peers --only ${names}`
  );
}

/**
 * Runs the workloads of this package and of other libraries in one run and prints a table of each.
 *
 * @returns the exit code: 0, 1 where the machine was too busy to conclude, 130 after Ctrl-C
 * @throws InputError if something it needs is missing
 */
export async function comparePeers({
  only,
  markdown,
  json,
}: Pick<BenchOptions, 'only' | 'markdown' | 'json'>): Promise<number> {
  const contests = contestsNamed(only);
  if (!existsSync('/proc/stat')) {
    throw new InputError(
      '--peers reads from /proc what other programs use, which is there on Linux only',
    );
  }
  const interrupted = new AbortController();
  const { signal } = interrupted;
  const interrupt = (): void => interrupted.abort();
  const now = (): number => performance.now();
  const step = steps({ out: process.stdout, err: process.stderr, signal, now }, { quiet: false });
  const root = projectFolder();
  const threads = Math.min(2, availableParallelism());
  // TensorFlow reads them when it starts
  process.env.TF_NUM_INTRAOP_THREADS = String(threads);
  process.env.TF_NUM_INTEROP_THREADS = String(threads);
  const peers = new Map<string, Peer>();
  try {
    process.once('SIGINT', interrupt);
    const python = await environment(root, { step, signal });
    process.off('SIGINT', interrupt);
    const backends = await ownBackends();
    for (const library of new Set(
      contests.flatMap(({ theirs }) => theirs.map((of) => of.library)),
    )) {
      const start = (): Promise<Peer> => startPeer({ root, python, threads }, library);
      peers.set(library, await step(`import ${library}`, start));
    }
    const model = cpus()[0]?.model ?? 'unknown processor';
    console.log(
      `medians of ${rounds} rounds, Node ${process.version}, ${model}, ${availableParallelism()} cores\n`,
    );
    const outcomes: Outcome[] = [];
    for (const contest of contests) {
      const { name, perRun } = contest;
      const runners = runnersOf(contest, backends, peers, threads);
      const load = await loadWhenQuiet(patience);
      const outcome =
        load > mostLoad
          ? { results: [], load, isConclusive: false }
          : await step(`run ${name}`, () => race(runners, { rounds, perRun }));
      outcomes.push(outcome);
      console.log((markdown ? markdownOf : textOf)(contest, outcome));
    }
    if (json !== undefined) {
      const named = contests.map(({ name }, i) => ({ name, ...outcomes[i] }));
      await writeWhole(json, `${JSON.stringify(named, null, 2)}\n`);
    }
    const advice = remedy(contests, outcomes);
    if (advice === undefined) return 0;
    console.error(`bench: ${advice}`);
    return 1;
  } catch (error) {
    if (signal.aborted) return 130;
    throw error;
  } finally {
    for (const peer of peers.values()) peer.stop();
  }
}
