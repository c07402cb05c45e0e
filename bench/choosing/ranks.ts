import type { Numbers } from './numbers.ts';

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

/** Deterministic solvers by their distance to the flow's end at a budget, the nearest first. */
export function orderAt({ rows }: Numbers, budget: number): string[] {
  return rows
    .filter((row) => row[1] === budget && row[5] !== null)
    .sort((a, b) => (a[5] ?? 0) - (b[5] ?? 0))
    .map(([solver]) => solver);
}

/**
 * How far the order of deterministic solvers in one case is that of others, a table in Markdown: a budget a row, the order in the first
 * case, and Kendall's tau of each other with it, of the solvers that ran in both.
 *
 * @param cases their titles and numbers
 */
export function ranksOf(
  cases: readonly { readonly title: string; readonly numbers: Numbers }[],
): string {
  const [first, ...others] = cases;
  if (first === undefined) throw new Error('choosing: ranks need a case');
  const budgets = [...new Set(first.numbers.rows.map((row) => row[1]))].sort((a, b) => a - b);
  const body = budgets.map((budget) => {
    const order = orderAt(first.numbers, budget);
    const taus = others.map(({ numbers }) => {
      const other = orderAt(numbers, budget);
      const both = order.filter((solver) => other.includes(solver));
      return kendall(both, other).toFixed(2);
    });
    return `| ${budget} | ${order.map((solver) => `\`${solver}\``).join(', ')} | ${taus.join(' | ')} |`;
  });
  const n = orderAt(first.numbers, budgets[0] ?? 0).length;
  const chance = Math.sqrt((2 * (2 * n + 5)) / (9 * n * (n - 1)));
  return [
    `Kendall's tau with the order on the left, of the ${n} deterministic solvers by rms to the flow's end: 1 is the same order, 0 ± ${chance.toFixed(2)} is chance.`,
    '',
    `| calls | ${first.title} | ${others.map(({ title }) => title).join(' | ')} |`,
    `|---|---|${others.map(() => '--:').join('|')}|`,
    ...body,
  ].join('\n');
}
