import type { Entrant } from '../../src/compare/index.ts';
import { rms } from '../../src/compare/reference.ts';
import { DivergenceError } from '../../src/sampling/index.ts';
import { drawn, stepsWithin } from './drawn.ts';
import { front } from './front.ts';
import { type Start, startOf } from './p1.ts';

/** An entrant with what it scored, the less the better. */
export interface Ranked {
  readonly entrant: Entrant;
  readonly score: number;
}

/** How entrants are ranked. */
interface Ranking {
  /** Of the samples that came of a start; their distance from the end of the flow by default. */
  readonly score?: (x: Float64Array, start: Start) => number;
  readonly signal?: AbortSignal;
  /** Called with each before it runs. */
  readonly onEach?: (entrant: Entrant) => void;
}

/**
 * Entrants that a budget has steps for, the best first; those that diverge are left out.
 *
 * @returns the mean of the scores over the starts
 */
export async function ranked(
  entrants: readonly Entrant[],
  budget: number,
  starts: readonly Start[],
  { score = (x, { end }) => rms(x, end, 2), signal, onEach }: Ranking = {},
): Promise<Ranked[]> {
  const list: Ranked[] = [];
  for (const entrant of entrants) {
    onEach?.(entrant);
    if (stepsWithin(budget, entrant) < 2) continue;
    try {
      let sum = 0;
      for (const start of starts) {
        sum += score((await drawn(entrant, budget, start.noise, signal)).x, start);
      }
      list.push({ entrant, score: sum / starts.length });
    } catch (error) {
      if (!(error instanceof DivergenceError)) throw error;
    }
  }
  return list.sort((a, b) => a.score - b.score);
}

/** What the choice is made on: starts that no figure is made of. */
const choice = { samples: 2048, starts: 2 };

/** One pair for each budget of the front, that of the smallest rms. */
export async function chosen(
  of: (evaluations: number) => Entrant[],
  signal: AbortSignal,
): Promise<Entrant[]> {
  const starts: Start[] = [];
  for (let i = 0; i < choice.starts; i++) starts.push(await startOf(`choice ${i}`, choice.samples));
  const best: Entrant[] = [];
  for (const { evaluations } of front) {
    const [first] = await ranked(of(evaluations), evaluations, starts, { signal });
    if (first === undefined) throw new Error(`no candidate ran at ${evaluations} evaluations`);
    best.push(first.entrant);
  }
  return best;
}
