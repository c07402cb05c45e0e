import { readFileSync } from 'node:fs';

/** Above this share of the machine in others' use nothing is concluded: PyTorch slows down many times when a core is taken. */
export const mostLoad = 0.15;

/** Time of all processors since the machine started, in ticks. */
export interface Processors {
  /** Not idle, what a hypervisor took away included. */
  readonly busy: number;
  readonly total: number;
}

/** Processor time of the machine and of the process that is measured, in ticks. */
export interface Moment extends Processors {
  readonly own: number;
}

/** Both ends of a span of time. */
export type Span = readonly [from: Moment, to: Moment];

/**
 * The first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal.
 * @see proc(5)
 */
export function processors(stat: string): Processors {
  const ticks = (stat.split('\n', 1)[0] ?? '').trim().split(/\s+/).slice(1, 9).map(Number);
  const total = ticks.reduce((sum, n) => sum + n, 0);
  return { busy: total - (ticks[3] ?? 0) - (ticks[4] ?? 0), total };
}

/** utime + stime of /proc/PID/stat, all threads together; the name before them may have blanks and brackets in it. */
export function processTicks(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/**
 * The share of the machine that others used over some spans, in [0, 1]; what is measured itself does not count.
 *
 *   sum (busy - own) / sum total
 */
export function othersShare(spans: readonly Span[]): number {
  let [others, total] = [0, 0];
  for (const [from, to] of spans) {
    others += to.busy - from.busy - (to.own - from.own);
    total += to.total - from.total;
  }
  // ticks are counted at two places, so that a quiet machine can come out a little below 0
  return total === 0 ? 0 : Math.max(0, others / total);
}

/** Now, of this machine and a process. */
export function momentOf(pid: number): Moment {
  const own = processTicks(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  return { ...processors(readFileSync('/proc/stat', 'latin1')), own };
}
