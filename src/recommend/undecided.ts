import { chanceOfDifference, pairedDifference } from '../metrics/index.ts';
import type { Closeness } from './closeness.ts';
import type { Found } from './reaching.ts';

/** How likely a run is seen so far behind another, or further, where both are equally good. */
export function chanceOfBehind(run: Closeness, other: Closeness): number {
  const behind = pairedDifference(run.mean, other.mean);
  return chanceOfDifference(behind, behind.leftOut.length - 1);
}

/** Chances below this are taken to be none. */
const level = 0.05;

/** Whether a run is behind another. */
export function isBehind(run: Closeness, other: Closeness): boolean {
  return chanceOfBehind(run, other) < level;
}

/** Whether half or more of those in the last round cannot be told from the best. */
export function isUndecided({ rounds, best }: Found): boolean {
  const others = (rounds.at(-1)?.contenders ?? []).filter((each) => each !== best);
  const tied = others.filter((each) => !isBehind(each.closeness, best.closeness));
  return others.length > 0 && 2 * tied.length >= others.length;
}
