import { drawRows, type FlowEnds, type FollowedScore, type Run } from '../compare/index.ts';
import type { Rows } from '../noise/index.ts';
import { DivergenceError } from '../sampling/index.ts';
import type { HostArray } from '../space/index.ts';
import { byFlow, type Closeness } from './closeness.ts';

/** What samples are held against: data, or the ends of their own flow, which are asked for by the rows that start there. */
export type Against =
  | { readonly by: 'energy'; readonly toData: (x: HostArray) => Closeness }
  | { readonly by: 'flow'; readonly ends: (rows: Rows) => FlowEnds };

/** What a run has drawn so far, and the ends of its flow, where these are what it is held against. */
interface Kept {
  readonly x: Float64Array;
  readonly ends: Float64Array;
  readonly evaluations: number;
}

/** A run in the search. */
export interface Contender {
  readonly run: Run;
  readonly evaluations: number;
  /** How good it was seen to be, at as many samples. */
  readonly closeness: Closeness;
}

/** One round of the search. */
export interface Round {
  /** Samples of each contender. */
  readonly samples: number;
  /** The best first. */
  readonly contenders: readonly Contender[];
  /** Those that gave no usable samples. */
  readonly failed: readonly Run[];
}

/** What the search is done with. */
export interface Search<X> {
  readonly score: FollowedScore<X>;
  readonly against: Against;
  readonly seed: string | number;
  /** Samples of each in the last round. */
  readonly samples: number;
  readonly signal?: AbortSignal | undefined;
  /** Called before each run, with the rows that were drawn of all that will be. */
  readonly onRun?: ((at: { done: number; all: number; label: string }) => void) | undefined;
}

/** Contenders that the last round has, at least. */
export const finalists = 6;

/** Samples of the first round. */
const fewest = 32;

/** How many contenders draw how many samples in each round: half of them twice as many, until few are left. */
export function roundsOf(
  contenders: number,
  samples: number,
): readonly (readonly [n: number, samples: number])[] {
  const halvings = Math.max(0, Math.ceil(Math.log2(contenders / finalists)));
  const first = Math.min(samples, Math.max(fewest, Math.ceil(samples / 2 ** halvings)));
  const rounds: (readonly [number, number])[] = [];
  for (let [n, each] = [contenders, first]; ; ) {
    rounds.push([n, each]);
    if (each === samples) return rounds;
    [n, each] = [Math.max(Math.min(n, finalists), Math.ceil(n / 2)), Math.min(samples, 2 * each)];
  }
}

function joined(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

const nothing: Kept = { x: new Float64Array(), ends: new Float64Array(), evaluations: 0 };

/** What a run has drawn, carried on by some rows; undefined where a sample is not finite. */
async function carriedOn<X>(
  before: Kept,
  run: Run,
  rows: Rows,
  { score, against, seed, signal }: Search<X>,
): Promise<Kept | undefined> {
  try {
    const drawn = await drawRows(score, run, { seed, rows, signal });
    const { evaluations } = drawn;
    if (against.by === 'energy') return { ...before, x: joined(before.x, drawn.x), evaluations };
    const { end } = await against.ends(rows)(drawn.start, run.grid.times[0] as number);
    return { x: joined(before.x, drawn.end), ends: joined(before.ends, end), evaluations };
  } catch (error) {
    if (error instanceof DivergenceError) return undefined;
    throw error;
  }
}

function closenessOf({ x, ends }: Kept, against: Against, size: number): Closeness {
  return against.by === 'energy' ? against.toData(x) : byFlow(x, ends, size);
}

/**
 * The best of many runs by successive halving: all draw a few samples, the better half goes on to twice as many, and so on, so that
 * each round costs about the same. Samples are carried on, all runs share noise and data.
 *
 * @param runs to choose from
 * @returns the rounds, the last one with the full number of samples
 * @see Jamieson & Talwalkar (2016), AISTATS, arXiv:1502.07943, algorithm 1
 */
export async function successiveHalving<X>(
  runs: readonly Run[],
  search: Search<X>,
): Promise<readonly Round[]> {
  const { score, against, samples, onRun } = search;
  const plan = roundsOf(runs.length, samples);
  const firsts = [0, ...plan.map(([, each]) => each)];
  const rowsOf = (round: number): Rows => {
    const first = firsts[round] as number;
    return { first, count: (firsts[round + 1] as number) - first };
  };
  const all = plan.reduce((sum, [n], round) => sum + n * rowsOf(round).count, 0);
  const rounds: Round[] = [];
  let kept = new Map(runs.map((run) => [run, nothing]));
  let done = 0;
  for (const [round, [, count]] of plan.entries()) {
    const rows = rowsOf(round);
    const contenders: (Contender & { readonly own: Kept })[] = [];
    const failed: Run[] = [];
    for (const [run, before] of kept) {
      onRun?.({ done, all, label: `${run.entrant.label}@${run.grid.name}, ${count} samples` });
      const own = await carriedOn(before, run, rows, search);
      done += rows.count;
      if (own === undefined) {
        failed.push(run);
        continue;
      }
      const closeness = closenessOf(own, against, score.space.size);
      contenders.push({ run, evaluations: own.evaluations, closeness, own });
    }
    contenders.sort((a, b) => a.closeness.mean.value - b.closeness.mean.value);
    const better = contenders.slice(0, plan[round + 1]?.[0] ?? 0);
    kept = new Map(better.map(({ run, own }) => [run, own]));
    rounds.push({ samples: count, contenders: contenders.map(({ own: _, ...of }) => of), failed });
  }
  return rounds;
}
