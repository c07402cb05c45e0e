import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import {
  type Moment,
  momentOf,
  othersShare,
  processors,
  processTicks,
} from '../../bench/peers/load.ts';

const moment = (busy: number, total: number, own: number): Moment => ({ busy, total, own });

describe('processor time is read from /proc', () => {
  test('of the machine: all but idle and iowait is busy, guests are in user already', () => {
    const stat = 'cpu  100 20 30 400 50 6 7 8 90 10\ncpu0 1 2 3 4 5 6 7 8 9 10\n';
    expect(processors(stat)).toEqual({ busy: 171, total: 621 });
  });

  test('of a process: utime and stime, whatever it is called', () => {
    const stat = '42 (a) b (c) S 1 42 42 0 -1 4194304 10 20 30 40 1500 250 7 8 20 0 9 0 100';
    expect(processTicks(stat)).toBe(1750);
  });
});

describe('what others use', () => {
  test('is what is busy without what is measured, over all there is', () => {
    // one of two processors is the workload's, a quarter of the other is taken
    expect(othersShare([[moment(0, 0, 0), moment(1250, 2000, 1000)]])).toBe(0.125);
  });

  test('is nothing where the workload uses all', () => {
    expect(othersShare([[moment(500, 900, 40), moment(700, 1100, 240)]])).toBe(0);
  });

  test('weighs spans by their length', () => {
    const quiet = [moment(0, 0, 0), moment(90, 300, 60)] as const;
    const taken = [moment(1000, 1000, 0), moment(1100, 1100, 0)] as const;
    expect(othersShare([quiet, taken])).toBe(0.325);
  });

  test('is never below nothing, and nothing over no time', () => {
    expect(othersShare([[moment(0, 0, 0), moment(99, 200, 100)]])).toBe(0);
    expect(othersShare([])).toBe(0);
  });
});

test.runIf(process.platform === 'linux')(
  'a program beside is seen, and is no load itself',
  async () => {
    const busy = spawn(process.execPath, ['-e', 'for (;;);']);
    try {
      const pid = busy.pid as number;
      await sleep(200);
      const [ours, its] = [momentOf(process.pid), momentOf(pid)];
      await sleep(1000);
      const [oursThen, itsThen] = [momentOf(process.pid), momentOf(pid)];
      // of 100 ticks a second, also where it has to share its processor
      expect(itsThen.own - its.own).toBeGreaterThan(10);
      expect(othersShare([[ours, oursThen]])).toBeGreaterThan(othersShare([[its, itsThen]]));
    } finally {
      busy.kill();
    }
  },
);
