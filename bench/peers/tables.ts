import { digits } from '../../src/cli/digits.ts';
import { table } from '../../src/cli/table.ts';
import type { Contest } from './contests.ts';
import type { Outcome, Result } from './race.ts';

const headings = ['', 'threads', 'ms', 'quartiles', 'ratio'] as const;

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** What the load allows: `load 3 %`, or that there is no conclusion. */
function verdict({ load, isConclusive }: Outcome): string {
  return `load ${percent(load)}${isConclusive ? '' : ': no conclusion'}`;
}

/** Cells below the headings; a ratio only where something can be concluded. */
function cells(result: Result, { isConclusive }: Outcome): readonly string[] {
  const name = `${result.name}, ${result.about}`;
  const threads = String(result.threads);
  if ('why' in result) return [name, threads, `not run: ${result.why}`, '', ''];
  const { ms, spread, ratio } = result;
  return [
    name,
    threads,
    digits(ms),
    spread.map(digits).join('-'),
    isConclusive ? digits(ratio) : '-',
  ];
}

/** The outcome of a contest for a terminal: a line, the table, an empty line. */
export function textOf({ title, dtype }: Contest, outcome: Outcome): string {
  const heading = `${title}, ${dtype}; ${verdict(outcome)}\n`;
  if (outcome.results.length === 0) return heading;
  const columns = headings.map((heading, i) => ({
    heading,
    align: i === 0 ? ('left' as const) : ('right' as const),
  }));
  const rows = outcome.results.map((result) => cells(result, outcome));
  return `${heading}${table(columns, rows)}`;
}

/** The same as Markdown. */
export function markdownOf({ title, dtype }: Contest, outcome: Outcome): string {
  const heading = `**${title}**, ${dtype}; ${verdict(outcome)}\n`;
  if (outcome.results.length === 0) return heading;
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |\n`;
  const rows = outcome.results.map((result) => line(cells(result, outcome))).join('');
  return `${heading}\n${line(headings)}|---|--:|--:|--:|--:|\n${rows}`;
}
