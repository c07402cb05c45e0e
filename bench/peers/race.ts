import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../measure.ts';
import { isSameLaw, type Law } from './law.ts';
import { momentOf, mostLoad, othersShare, type Span } from './load.ts';
import type { Timed } from './peer.ts';

/** One that takes part in a race. */
export interface Runner {
  /** Library and version. */
  readonly name: string;
  readonly about: string;
  readonly threads: number;
  /** The process whose work is no load. */
  readonly pid: number;
  readonly isOther?: boolean;
  run(): Promise<Timed>;
}

/** What came of a runner: milliseconds for a piece of work, or why there are none. */
export type Result = Pick<Runner, 'name' | 'about' | 'threads'> &
  (
    | {
        readonly ms: number;
        /** Lower and upper quartile. */
        readonly spread: readonly [number, number];
        /** Median over the rounds of how many times as long it took as the first runner. */
        readonly ratio: number;
      }
    | { readonly why: string }
  );

/** What came of a race. */
export interface Outcome {
  readonly results: readonly Result[];
  /** Share of the machine that others used while it ran. */
  readonly load: number;
  /** Whether others left enough of the machine to conclude anything. */
  readonly isConclusive: boolean;
}

/** Time for the threads of the one before to fall asleep: they spin for a few milliseconds. */
const settleMs = 30;
/** Time to look at the machine while nobody runs. */
const restMs = 300;

interface Racing extends Runner {
  readonly times: number[];
  law?: Law | undefined;
  why?: string;
}

const message = (error: unknown): string => (error instanceof Error ? error.message : `${error}`);

function resultOf(
  { name, about, threads, times, why }: Racing,
  first: Racing,
  perRun: number,
): Result {
  if (why !== undefined) return { name, about, threads, why };
  const sorted = times.map((ms) => ms / perRun).sort((a, b) => a - b);
  const quartile = (share: number): number => {
    const place = share * (sorted.length - 1);
    const [below, above] = [Math.floor(place), Math.ceil(place)].map((i) => sorted[i] as number);
    return (below as number) + (place % 1) * ((above as number) - (below as number));
  };
  const ratio = median(times.map((ms, round) => ms / (first.times[round] as number)));
  return {
    name,
    about,
    threads,
    ms: median(sorted),
    spread: [quartile(0.25), quartile(0.75)],
    ratio,
  };
}

/**
 * Runs all in turn, A B C A B C, after a round that is not counted, and watches what others take of the machine meanwhile:
 * while one runs, everything but its own process counts, those that wait included.
 *
 * A runner that fails, or whose samples are not of the first one's law, is left out and it is said why; the first may not fail.
 */
export async function race(
  runners: readonly Runner[],
  { rounds, perRun }: { readonly rounds: number; readonly perRun: number },
): Promise<Outcome> {
  const racing: Racing[] = runners.map((runner) => ({ ...runner, times: [] }));
  const [first] = racing as [Racing, ...Racing[]];
  const spans: Span[] = [];
  const watched = async <T>(pid: number, work: () => Promise<T>): Promise<T> => {
    const from = momentOf(pid);
    const done = await work();
    spans.push([from, momentOf(pid)]);
    return done;
  };
  for (const runner of racing) {
    try {
      runner.law = (await runner.run()).law;
    } catch (error) {
      if (runner === first) throw error;
      runner.why = message(error);
    }
  }
  for (const runner of racing) {
    const [a, b] = [first.law, runner.law];
    if (runner.isOther === true || a === undefined || b === undefined || isSameLaw(a, b)) continue;
    runner.why = `solves something else: E|x|^2 is ${b.value.toFixed(3)}, should be ${a.value.toFixed(3)}`;
  }
  for (let round = 0; round < rounds; round++) {
    await watched(process.pid, () => sleep(restMs));
    for (const runner of racing.filter(({ why }) => why === undefined)) {
      await sleep(settleMs);
      runner.times.push((await watched(runner.pid, () => runner.run())).ms);
    }
  }
  await watched(process.pid, () => sleep(restMs));
  const load = othersShare(spans);
  const results = racing.map((runner) => resultOf(runner, first, perRun));
  return { results, load, isConclusive: load <= mostLoad };
}
