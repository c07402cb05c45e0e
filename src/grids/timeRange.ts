import { isPureNoise, type Schedule } from '../problem/index.ts';

/**
 * Between which times grids in t run: from pure noise itself, where a schedule reaches it. Grids of levels have none to give it, and
 * begin at the first time of the schedule's range for sampling, where something is left of the data.
 */
export function timeRange(schedule: Schedule): readonly [from: number, to: number] {
  const [from, to] = schedule.range.sample;
  const [, last] = schedule.range.train;
  return [isPureNoise(schedule, last) ? last : from, to];
}
