import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { cases } from '../../bench/choosing/cases.ts';
import { type Numbers, numbersOf, written } from '../../bench/choosing/numbers.ts';
import { withTables } from '../../bench/choosing/page.ts';
import { kendall, orderAt, ranksOf } from '../../bench/choosing/ranks.ts';
import { tableOf } from '../../bench/choosing/tables.ts';
import { compareDefaults, compareOptions } from '../../src/cli/compareOptions.ts';
import { read } from '../../src/cli/read.ts';
import { rerun } from '../../src/cli/rerun.ts';
import { entrantsOf } from '../../src/compare/index.ts';
import { made } from '../report/made.ts';
import { page } from './program.ts';

const text = page('docs/choosing-a-solver.md');
const known = (name: string): Numbers => JSON.parse(page(`docs/choosing/${name}.json`));

/** Options as commander leaves them. */
function given([, ...args]: readonly string[]): Record<string, string | boolean> {
  const { data: _, ...usual } = compareDefaults;
  const long = { '-n': 'samples' } as Record<string, string>;
  const pairs = args.flatMap((flag, i) =>
    i % 2 === 0
      ? [[long[flag] ?? flag.slice(2).replace(/-(\w)/g, (__, c) => c.toUpperCase()), args[i + 1]]]
      : [],
  );
  return { ...usual, quiet: false, ...Object.fromEntries(pairs) };
}

describe('docs/choosing-a-solver.md', () => {
  test('its tables are what the numbers in docs/choosing say', () => {
    expect(withTables(text, known)).toBe(text);
  });

  test('every picture and file that it links to is there, and README links to it', () => {
    const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, to = '']) => to);
    expect(links.length).toBeGreaterThan(4);
    const root = fileURLToPath(new URL('../../docs', import.meta.url));
    for (const to of links) expect(existsSync(path.join(root, to)), to).toBe(true);
    expect(page('README.md')).toContain('](docs/choosing-a-solver.md)');
  });

  test.each(cases.map((one) => [one.name, one] as const))(
    'the numbers of %s come from the command that the case gives, solvers and all',
    (name, { args }) => {
      const options = read(compareOptions, given(args));
      expect(entrantsOf(options.solvers).length).toBeGreaterThan(4);
      const { seed = 0, backend } = options;
      expect(known(name).command).toBe(rerun([args[0] ?? ''], options, { seed, backend }));
      expect(text).toContain(`<!-- table ${name}`);
    },
  );
});

describe('the order of solvers', () => {
  test("Kendall's tau is 1 of the same order, -1 of the reverse, and counts pairs between", () => {
    const order = ['a', 'b', 'c', 'd'];
    expect(kendall(order, order)).toBe(1);
    expect(kendall(order, [...order].reverse())).toBe(-1);
    // of six pairs a-b is turned round
    expect(kendall(order, ['b', 'a', 'c', 'd'])).toBeCloseTo(4 / 6, 12);
    expect(kendall(order, ['d', 'x', 'a', 'b', 'c'])).toBe(0);
  });

  test('is by the distance to the end of the flow, of solvers that have one, at one budget', () => {
    const row = (solver: string, budget: number, flow: number | null) =>
      [solver, budget, budget, [0, 0], null, flow] as const;
    const floor = { energy: [0, 0], law: null } as const;
    const numbers = (rows: Numbers['rows']): Numbers => ({
      ...{ command: '', samples: 1, floor, failures: [] },
      rows,
    });
    const first = numbers([
      row('a', 5, 2),
      row('b', 5, 1),
      row('s', 5, null),
      row('a', 10, 1),
      row('b', 10, 3),
    ]);
    const second = numbers([
      row('a', 5, 4),
      row('c', 5, 0),
      row('b', 5, 7),
      row('a', 10, 1),
      row('b', 10, 2),
    ]);
    expect([orderAt(first, 5, 'flow'), orderAt(first, 10, 'flow')]).toEqual([
      ['b', 'a'],
      ['a', 'b'],
    ]);
    const both = [
      { title: 'one', numbers: first },
      { title: 'two', numbers: second },
    ];
    const table = ranksOf(both, 'flow');
    expect(table).toContain('| 5 | `b`, `a` | -1.00 |');
    expect(table).toContain('| 10 | `a`, `b` | 1.00 |');
    expect(table).toContain('of 2 deterministic solvers');
  });
});

describe('a table of the page', async () => {
  const { comparison } = await made();
  const numbers = numbersOf(comparison);
  const [lowest] = [...numbers.rows].sort((a, b) => a[3][0] - b[3][0]);

  test('has a row for each solver, and the lowest of a column in bold', () => {
    const table = tableOf({ title: 'made' }, numbers, 'energy').split('\n');
    const names = new Set(numbers.rows.map(([solver]) => solver));
    expect(table.filter((line) => line.startsWith('| `'))).toHaveLength(names.size);
    const row = table.find((line) => line.startsWith(`| \`${lowest?.[0]}\``)) ?? '';
    const columns = [...new Set(numbers.rows.map((own) => own[1]))].sort((a, b) => a - b);
    const cell = row.split('|')[2 + columns.indexOf(lowest?.[1] ?? 0)];
    expect(cell).toMatch(/^ \*\*-?[\d.]+ ± [\d.]+\*\* $/);
    expect(Number(cell?.match(/-?[\d.]+/)?.[0])).toBeCloseTo(1000 * (lowest?.[3][0] ?? 0), 1);
  });

  test('stochastic solvers have no distance to the end of the flow, so no row', () => {
    const table = tableOf({ title: 'made' }, numbers, 'flow');
    expect(table).toContain('| `ddim` |');
    expect(table).not.toContain('ddpm');
  });

  test('runs that diverged are told', () => {
    const failing = { ...numbers, failures: [['ddim', 3] as const] };
    const [first = 0] = numbers.rows.map((row) => row[1]);
    const rows = numbers.rows.filter((row) => row[0] !== 'ddim' || row[1] !== first);
    const table = tableOf(
      { title: '' },
      { ...failing, rows, failures: [['ddim', first]] },
      'energy',
    );
    expect(table).toContain('diverged');
  });

  test('the numbers that are kept are read back as they were', () => {
    expect(JSON.parse(written(numbers))).toEqual(numbers);
  });
});
