import fc from 'fast-check';
import { type Grid, gridOf } from '../grids/index.ts';
import type { Schedule } from '../problem/index.ts';
import { digits, shown } from './shown.ts';

/** Shares of a range that differ, from small to large. */
const shares = (most: number): fc.Arbitrary<readonly number[]> =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: 999 }), { maxLength: most - 1 })
    .map((parts) => parts.sort((a, b) => a - b).map((part) => part / 1000));

function named(times: readonly number[]): Grid {
  return shown(gridOf(times), `times ${times.map(digits).join(', ')}`);
}

/** Times over a schedule's range for sampling: evenly in logSnr, so at all scales. */
export function anyTime({
  range: { sample },
  logSnr,
  timeOf,
}: Pick<Schedule, 'range' | 'logSnr' | 'timeOf'>): fc.Arbitrary<number> {
  const [from, to] = sample;
  return fc
    .double({ min: 0, max: 1, noNaN: true })
    .map((share) => timeOf(logSnr(from) + share * (logSnr(to) - logSnr(from))));
}

/**
 * Grids of a reverse diffusion: times that fall from the start of a schedule's range for sampling, then 0.
 *
 * @param schedule the schedule of the diffusion
 * @param options its settings
 * @param options.most intervals at most, the closing one to 0 included
 */
export function anyGrid(
  schedule: Schedule,
  { most = 13 }: { readonly most?: number } = {},
): fc.Arbitrary<Grid> {
  const { logSnr, timeOf } = schedule;
  const { sample } = schedule.range;
  const [from, to] = sample.map(logSnr) as [number, number];
  return shares(most).map((inner) =>
    named([sample[0], ...inner.map((share) => timeOf(from + share * (to - from))), 0]),
  );
}

/**
 * Grids between two times, for SDEs and ODEs that are no diffusions.
 *
 * @param options its settings
 * @param options.most intervals at most
 */
export function anyGridBetween(
  from: number,
  to: number,
  { most = 13 }: { readonly most?: number } = {},
): fc.Arbitrary<Grid> {
  return shares(most).map((inner) =>
    named([from, ...inner.map((share) => from + share * (to - from)), to]),
  );
}
