import type { Run } from '../compare/index.ts';
import { InputError } from '../errors/index.ts';
import { type Found, ladder } from './reaching.ts';

/** A time that a draw is to stay within. */
export interface Pace {
  /** Of one draw. */
  readonly milliseconds: number;
  /** Samples drawn at a time; 1 by default. */
  readonly batch?: number | undefined;
  /** Milliseconds of a clock that only rises: `() => performance.now()`. */
  readonly now: () => number;
}

/** Draws that are timed, of which the median counts, after one that warms up. */
const draws = 5;

/** Searches at most. */
const searches = 4;

/** Calls that a time has left over, as a share of those it was spent on, for which no other search is made. */
const leftOver = 0.2;

/** Milliseconds of a draw of a run, the median of some. @param draw what is timed */
export async function timeOf(draw: () => Promise<unknown>, now: Pace['now']): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i <= draws; i++) {
    const begun = now();
    await draw();
    times.push(now() - begun);
  }
  return times.slice(1).sort((a, b) => a - b)[draws >> 1] as number;
}

/**
 * The best within a time: a budget of as many calls as a pilot says that it pays for; fewer where the best within it takes longer, and
 * more where its draws leave time for a fifth more and over, as where a pilot of few calls pays for all that comes once a draw.
 *
 * @param search how it is found and timed
 * @param search.pilot a run of few calls, and how many
 * @param search.within searches within a budget
 * @param search.time milliseconds that a draw of a run takes
 * @returns what was found, the milliseconds that its draws take, and all that was tried
 * @throws InputError where a single call takes longer, and where draws keep taking longer than pilots promise
 */
export async function keepingPace(
  { milliseconds, batch = 1 }: Pace,
  search: {
    readonly pilot: { readonly run: Run; readonly calls: number };
    readonly within: (budget: number) => Promise<Found>;
    readonly time: (run: Run) => Promise<number>;
  },
): Promise<{
  readonly found: Found;
  readonly milliseconds: number;
  readonly tried: readonly Found[];
}> {
  const { pilot, within, time } = search;
  const call = (await time(pilot.run)) / pilot.calls;
  const tried: Found[] = [];
  let kept: { readonly found: Found; readonly milliseconds: number } | undefined;
  // the least budget that is known to take too long
  let above = (ladder.at(-1) as number) + 1;
  let budget = Math.min(above - 1, Math.floor(milliseconds / call));
  while (budget >= 1 && tried.length < searches) {
    const found = await within(budget);
    tried.push(found);
    const took = await time(found.best.run);
    if (took <= milliseconds) kept = { found, milliseconds: took };
    else above = budget;
    const paid = Math.min(above - 1, Math.floor((budget * milliseconds) / took));
    const least = kept === undefined ? 1 : (1 + leftOver) * kept.found.budget;
    if (paid < least) break;
    budget = paid;
  }
  if (kept !== undefined) return { ...kept, tried };
  throw new InputError(
    `recommend: a call for ${batch === 1 ? 'a sample' : `${batch} samples`} takes some ${call.toPrecision(2)} ms here, and no draw stayed within ${milliseconds} ms; give more`,
  );
}
