import { expect, test } from 'vitest';
import { isSameLaw, type Law, lawOf } from '../../bench/peers/law.ts';
import { type Runner, race } from '../../bench/peers/race.ts';

const law: Law = { value: 2, error: 0.01 };

/** Takes as many milliseconds as it says, in turn. */
function runner(name: string, times: readonly number[], of: Partial<Runner> = {}): Runner {
  let calls = 0;
  const run: Runner['run'] = async () => ({ ms: times[calls++ % times.length] as number, law });
  return { name, about: '', threads: 1, pid: process.pid, run, ...of };
}

test('the law of rows is the mean of |x|^2 with its standard error', () => {
  // |x|^2 is 1, 4, 1, 4: mean 2.5, variance 2.25
  const { value, error } = lawOf([1, 0, 0, 2, -1, 0, 0, -2], 2);
  expect([value, error]).toEqual([2.5, 0.75]);
  expect(isSameLaw({ value: 2, error: 0.3 }, { value: 4.9, error: 0.4 })).toBe(true);
  expect(isSameLaw({ value: 2, error: 0.3 }, { value: 5.1, error: 0.4 })).toBe(false);
});

test.runIf(process.platform === 'linux')(
  'times are medians per piece of work without the first round, ratios are taken round by round',
  async () => {
    const ours = runner('ours', [1000, 10, 20, 40]);
    const theirs = runner('theirs', [5000, 50, 60, 40]);
    const { results } = await race([ours, theirs], { rounds: 3, perRun: 10 });
    expect(results).toMatchObject([
      { name: 'ours', ms: 2, ratio: 1 },
      { name: 'theirs', ms: 5, ratio: 3, spread: [4.5, 5.5] },
    ]);
  },
);

test.runIf(process.platform === 'linux')(
  'who fails or solves something else is left out and it is said why; ours may not fail',
  async () => {
    const ours = runner('ours', [1]);
    const other = async () => ({ ms: 1, law: { value: 2.1, error: 0.01 } });
    const failing = () => Promise.reject(new Error('no compiler'));
    const { results } = await race(
      [
        ours,
        runner('wrong', [1], { run: other }),
        runner('ancestral', [1], { run: other, isOther: true }),
        runner('broken', [1], { run: failing }),
      ],
      { rounds: 1, perRun: 1 },
    );
    expect(results[1]).toMatchObject({
      why: 'solves something else: E|x|^2 is 2.100, should be 2.000',
    });
    expect(results[2]).toMatchObject({ ms: 1 });
    expect(results[3]).toMatchObject({ why: 'no compiler' });
    await expect(
      race([runner('ours', [1], { run: failing })], { rounds: 1, perRun: 1 }),
    ).rejects.toThrow('no compiler');
  },
);
