import type { Cell, Comparison } from './comparison.ts';

/** What results call a score: with its error, where it errs on purpose. */
export function scoreName({ scoreError }: Comparison, score: Cell['score']): string {
  if (score === 'network') return "the trained network's score";
  return scoreError === undefined
    ? 'the exact score'
    : `the exact score with an error of ${scoreError}`;
}
