import type { Entrant } from '../../src/compare/index.ts';
import { rms } from '../../src/compare/reference.ts';
import { DivergenceError } from '../../src/sampling/index.ts';
import { drawn, stepsWithin } from './drawn.ts';
import type { Start } from './p1.ts';

/** An entrant with what it scored, the less the better. */
export interface Ranked {
  readonly entrant: Entrant;
  readonly score: number;
}

/**
 * Entrants that a budget has steps for, the best first; those that diverge are left out.
 *
 * @param score of the samples that came of a start
 * @returns the mean of the scores over the starts
 */
export async function ranked(
  entrants: readonly Entrant[],
  budget: number,
  starts: readonly Start[],
  score: (x: Float64Array, start: Start) => number = (x, { end }) => rms(x, end, 2),
  signal?: AbortSignal,
): Promise<Ranked[]> {
  const list: Ranked[] = [];
  for (const entrant of entrants.filter((own) => stepsWithin(budget, own) > 1)) {
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
