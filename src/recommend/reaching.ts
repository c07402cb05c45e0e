import { InputError } from '../errors/index.ts';
import type { Criterion } from './closeness.ts';
import type { Contender, Round } from './halving.ts';

/** What a search within a budget found. */
export interface Found {
  readonly budget: number;
  /** What it was found by. */
  readonly by: Criterion;
  readonly rounds: readonly Round[];
  readonly best: Contender;
}

/** Budgets that a target is looked for in; no search has a larger one than the last. */
export const ladder: readonly number[] = [
  ...[3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 65, 80, 100, 150, 200, 250],
];

/**
 * The fewest calls of the ladder at which the best reaches a target, its standard error included, by bisection: more calls are taken to
 * do no worse.
 *
 * @param within searches within a budget
 * @returns what was found, and all that was tried
 * @throws InputError where no budget of the ladder reaches it, naming the nearest that was seen
 */
export async function reaching(
  target: number,
  within: (budget: number) => Promise<Found>,
): Promise<{ readonly found: Found; readonly tried: readonly Found[] }> {
  const tried: Found[] = [];
  let [low, high] = [0, ladder.length - 1];
  let found: Found | undefined;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const here = await within(ladder[middle] as number);
    tried.push(here);
    const { value, error } = here.best.closeness.distance;
    if (value + error <= target) {
      found = here;
      high = middle - 1;
    } else low = middle + 1;
  }
  if (found !== undefined) return { found, tried };
  const [nearest] = tried
    .map(({ best }) => best.closeness.distance)
    .sort((a, b) => a.value + a.error - b.value - b.error);
  const [value, error] = [nearest?.value, nearest?.error].map((each) => each?.toPrecision(2));
  throw new InputError(
    `recommend: no solver reaches a distance of ${target} within ${ladder.at(-1)} calls, the nearest comes to ${value} ± ${error}; give a larger target, or more samples where the error is large`,
  );
}
