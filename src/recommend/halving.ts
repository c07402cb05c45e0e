import type { Run } from '../compare/index.ts';
import type { HostArray } from '../space/index.ts';
import { type Drawn, drawRows, type Source } from './drawing.ts';
import { byEnergy, byFlow, type Closeness, type Criterion } from './quality.ts';

/** A run in the search, and what was drawn of it so far. */
export interface Contender {
  readonly run: Run;
  readonly evaluations: number;
  /** How good it was seen to be, at as many samples. */
  readonly closeness: Closeness;
  readonly samples: number;
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
  readonly source: Source<X>;
  readonly by: Criterion;
  /** What samples are held against, flat. */
  readonly data: HostArray;
  readonly dimension: number;
  readonly seed: string | number;
  /** Samples of each in the last round. */
  readonly samples: number;
  readonly signal?: AbortSignal | undefined;
  /** Called before each run, with the rows that were drawn of all that will be. */
  readonly onRun?: ((at: { done: number; all: number; label: string }) => void) | undefined;
}

/** Contenders that the last round has, at least, and samples of the first one. */
const [finalists, fewest] = [6, 32];

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

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
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
  { source, by, data, dimension, seed, samples, signal, onRun }: Search<X>,
): Promise<readonly Round[]> {
  const plan = roundsOf(runs.length, samples);
  const drawn = new Map<Run, Drawn[]>();
  const rows = (round: number): { first: number; count: number } => {
    const first = round === 0 ? 0 : (plan[round - 1]?.[1] ?? 0);
    return { first, count: (plan[round]?.[1] ?? 0) - first };
  };
  const all = plan.reduce((sum, [n], round) => sum + n * rows(round).count, 0);
  const rounds: Round[] = [];
  let [open, done] = [runs, 0];
  for (const [round, [, count]] of plan.entries()) {
    const contenders: Contender[] = [];
    const failed: Run[] = [];
    for (const run of open) {
      onRun?.({ done, all, label: `${run.entrant.label}@${run.grid.name}, ${count} samples` });
      const more = await drawRows(source, run, { seed, rows: rows(round), signal });
      done += rows(round).count;
      if (more === undefined) {
        failed.push(run);
        continue;
      }
      const parts = [...(drawn.get(run) ?? []), more];
      drawn.set(run, parts);
      const squares = parts.flatMap((part) => part.squares ?? []);
      const closeness =
        by === 'flow'
          ? byFlow(joined(squares))
          : byEnergy(joined(parts.map(({ x }) => x)), data, dimension);
      contenders.push({ run, evaluations: more.evaluations, closeness, samples: count });
    }
    contenders.sort((a, b) => a.closeness.square.value - b.closeness.square.value);
    rounds.push({ samples: count, contenders, failed });
    open = contenders.slice(0, plan[round + 1]?.[0] ?? 0).map(({ run }) => run);
    for (const run of drawn.keys()) if (!open.includes(run)) drawn.delete(run);
  }
  return rounds;
}
