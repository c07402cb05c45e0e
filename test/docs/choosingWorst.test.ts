import { expect, test } from 'vitest';
import { type Numbers, named, type Row } from '../../bench/choosing/numbers.ts';
import { type Rung, worstOf, worstTable } from '../../bench/choosing/worst.ts';

/** A solver's distance to the law at a budget, with its standard error. */
const row = (solver: string, budget: number, law: number, error: number): Row => [
  ...([solver, budget, budget, [0, 0], [law, error], null] as const),
];
const rung = (rows: readonly Row[], failures: Numbers['failures'] = []): Rung => {
  const floor = { energy: [0, 0], law: null } as const;
  return { title: '', numbers: { ...{ command: '', samples: 1, floor, failures }, rows } };
};

const first = rung([row('a', 5, 1, 0.1), row('b', 5, 1.25, 0.1), row('d', 5, 0.1, 0)]);
const second = rung([
  ...[row('b', 5, 2, 0.1), row('a', 5, 8, 0.1), row('c', 5, 0.5, 0)],
  row('a', 8, 1, 0.1),
]);

test('a solver is as bad as in the case that suits it least, beside the best of those in all cases', () => {
  // c and d, which lack in one case, are nobody's measure
  expect(worstOf([first, second], 'a', 5)).toEqual({ ratio: 4, isAsGood: false });
  // 0.25 is within two standard errors of the difference, 0.28
  expect(worstOf([first, second], 'b', 5)).toEqual({ ratio: 1.25, isAsGood: true });
});

test('the table has the budgets that all cases share, the safest solver first, and says what diverged', () => {
  expect(worstTable([first, second]).split('\n').slice(2)).toEqual([
    '| `b` | **1.25** |',
    '| `a` | 4.00 |',
  ]);
  const failing = rung([row('b', 5, 2, 0.1)], [['a', 5]]);
  expect(worstTable([first, failing])).toContain('| `a` | diverged |');
});

test('a solver is named as the command line takes it: with its grid where it is not its own', () => {
  const restart = 'restart(restarts=4)';
  for (const [solver, grid, name] of [
    ['dpmpp-2m', 'uniform-log-snr', 'dpmpp-2m'],
    ['ddpm(variance=large)', 'uniform-log-snr', 'ddpm(variance=large)'],
    ['deis', 'karras', 'deis@karras'],
    ['dpmpp-2m', restart, `dpmpp-2m@${restart}`],
  ] as const) {
    expect(named({ solver, grid })).toBe(name);
  }
});
