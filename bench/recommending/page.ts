import { cases } from './cases.ts';
import type { Result } from './result.ts';

/** Of the best: a choice counts that comes within this of it. */
const near = 1.1;

/** Standard errors between the median and the best that a case needs to count. */
const apart = 3;

/** What is told of all cases together. */
export interface Tally {
  readonly cases: number;
  readonly near: number;
  readonly onNetworks: number;
}

/** The distance of the choice over that of the best. */
function ratioOf({ distances: { chosen, best } }: Result): number {
  return chosen / best;
}

/** Results of the cases at whose budget best and median can be told apart, in their order. */
function counted(
  results: Readonly<Record<string, Result>>,
): readonly (readonly [name: string, onNetwork: boolean, Result])[] {
  return cases.flatMap(({ name, network }) => {
    const result = results[name];
    if (result === undefined || !(result.spread > apart)) return [];
    return [[name, network !== undefined, result] as const];
  });
}

/** In how many cases the choice comes within a tenth of the best. */
export function tally(results: Readonly<Record<string, Result>>): Tally {
  const all = counted(results);
  return {
    cases: all.length,
    near: all.filter(([, , result]) => ratioOf(result) <= near).length,
    onNetworks: all.filter(([, onNetwork]) => onNetwork).length,
  };
}

/** All cases as a table in Markdown, and what they come to. */
export function tableOf(results: Readonly<Record<string, Result>>): string {
  const { cases: all, near: good, onNetworks } = tally(results);
  const rows = counted(results).map(([name, , result]) => {
    const { by, spread, chosen, best, place, pairs, distances } = result;
    const cells = [
      ...[name, by, `\`${chosen}\``, ratioOf(result).toFixed(3), `${place} of ${pairs}`],
      ...[`\`${best}\``, (distances.median / distances.best).toFixed(1), spread.toFixed(0)],
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    `In ${good} of ${all} cases, ${onNetworks} of them on networks, the choice comes within 10 % of the best.`,
    '',
    '| case | judged by | choice | its distance over the best | place | best | median over the best | standard errors between these |',
    '|---|---|---|--:|--:|---|--:|--:|',
    ...rows,
  ].join('\n');
}

/** The page with its table made anew: what stands between `<!-- judged -->` and `<!-- end -->`. */
export function withTable(page: string, results: Readonly<Record<string, Result>>): string {
  return page.replace(
    /(<!-- judged -->\n).*?(<!-- end -->)/s,
    (_, open: string, end: string) => `${open}\n${tableOf(results)}\n\n${end}`,
  );
}
