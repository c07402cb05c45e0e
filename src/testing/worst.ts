import fc from 'fast-check';
import { DivergenceError } from '../sampling/index.ts';

/** How far off a property is over all cases that were tried. */
export interface Worst<T> {
  /** The largest, or that of the smallest case that is out of bounds; no number where values stopped being finite. */
  readonly distance: number;
  /** The smallest case that is out of bounds, if one was found. */
  readonly case?: T;
}

/**
 * Tries cases, and shrinks the first that is out of bounds.
 *
 * @param cases what is drawn, one at a time
 * @param distance how far off a case is; a run that diverges is out of bounds
 * @param largest bound
 * @throws what a case throws besides
 */
export async function worstOf<T>(
  cases: fc.Arbitrary<T>,
  distance: (one: T) => Promise<number>,
  largest: number,
  { seed, runs }: { readonly seed: number; readonly runs: number },
): Promise<Worst<T>> {
  let crash: unknown;
  const off = async (one: T): Promise<number> => {
    try {
      return await distance(one);
    } catch (error) {
      if (!(error instanceof DivergenceError)) crash ??= error;
      return Number.NaN;
    }
  };
  let worst = 0;
  const property = fc.asyncProperty(cases, async (one) => {
    const own = await off(one);
    worst = Math.max(worst, own);
    return own <= largest;
  });
  const found = await fc.check(property, { seed, numRuns: runs });
  if (crash !== undefined) throw crash;
  if (found.counterexample === null) return { distance: worst };
  const [smallest] = found.counterexample;
  return { distance: await off(smallest), case: smallest };
}
