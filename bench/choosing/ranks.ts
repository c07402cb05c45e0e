import type { Numbers, Row } from './numbers.ts';
import { type Rung, sharedBudgets } from './worst.ts';

/** The deviation of Kendall's tau of orders of n things that have nothing to do with each other. */
const chance = (n: number): number => Math.sqrt((2 * (2 * n + 5)) / (9 * n * (n - 1)));

/**
 * Kendall's tau of two orders of the same things: pairs in the same order less those in the other, over all pairs. 1 where they agree,
 * -1 where one is the other backwards, 0 on average by chance, with a deviation of sqrt(2 (2 n + 5) / (9 n (n - 1))).
 *
 * @see Kendall (1938), Biometrika 30:81
 */
export function kendall(a: readonly string[], b: readonly string[]): number {
  let [sum, pairs] = [0, 0];
  for (const [i, first] of a.entries()) {
    for (const second of a.slice(i + 1)) {
      sum += b.indexOf(first) < b.indexOf(second) ? 1 : -1;
      pairs++;
    }
  }
  return sum / pairs;
}

/** What solvers are put in order by: where in a row it is, and what it is called. */
const measures = {
  flow: {
    of: (row: Row): number | null => row[5],
    who: 'deterministic ',
    by: "rms to the flow's end",
  },
  law: { of: (row: Row): number | null => row[4]?.[0] ?? null, who: '', by: 'distance to the law' },
} as const;

/** Solvers by a distance at a budget, the nearest first: to the flow's end, which deterministic ones have, or to the law. */
export function orderAt({ rows }: Numbers, budget: number, by: keyof typeof measures): string[] {
  const { of } = measures[by];
  return rows
    .flatMap((row) => (row[1] === budget ? [{ solver: row[0], value: of(row) }] : []))
    .filter(({ value }) => value !== null)
    .sort((a, b) => (a.value ?? 0) - (b.value ?? 0))
    .map(({ solver }) => solver);
}

/**
 * How far the order of solvers in one case is that of others, a table in Markdown: a budget a row, the order in the first
 * case, and Kendall's tau of each other with it, of the solvers that ran in all.
 *
 * @param rungs the cases
 * @param by what solvers are put in order by
 */
export function ranksOf(rungs: readonly Rung[], by: keyof typeof measures): string {
  const [first, ...others] = rungs;
  if (first === undefined) throw new Error('choosing: ranks need a case');
  let n = 0;
  const body = sharedBudgets(rungs).map((budget) => {
    const orders = rungs.map(({ numbers }) => orderAt(numbers, budget, by));
    const inAll = (solver: string): boolean => orders.every((order) => order.includes(solver));
    const [own = [], ...rest] = orders.map((order) => order.filter(inAll));
    n = Math.max(n, own.length);
    const taus = rest.map((order) => kendall(own, order).toFixed(2));
    return `| ${budget} | ${own.map((solver) => `\`${solver}\``).join(', ')} | ${taus.join(' | ')} |`;
  });
  const { who, by: distance } = measures[by];
  return [
    `Kendall's tau with the order on the left, of ${n} ${who}solvers by ${distance}: 1 is the same order, 0 ± ${chance(n).toFixed(2)} is chance.`,
    '',
    `| calls | ${first.title} | ${others.map(({ title }) => title).join(' | ')} |`,
    `|---|---|${others.map(() => '--:').join('|')}|`,
    ...body,
  ].join('\n');
}
