import { table } from '../../src/cli/table.ts';
import { type Figure, type Figures, front, type Measure, measures, verdictOn } from './front.ts';

/** What was found at one budget. */
export interface Found {
  readonly evaluations: number;
  /** The pair that was chosen, as the command line writes it, its steps, and the evaluations they took. */
  readonly pair: string;
  readonly steps: number;
  readonly used: number;
  readonly ours: Figures;
}

/** A row of the tables. */
export type Row = readonly string[];

/** A number in as many places as its measure is told in. */
function places(measure: Measure, value: number): string {
  if (measure === 'ed') return value.toFixed(2);
  if (measure === 'sw2') return value.toFixed(3);
  return value < 0.005 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
}

function told(measure: Measure, { value, error }: Figure): string {
  return `${places(measure, value)} ± ${error < 0.005 ? error.toExponential(0) : places(measure, error)}`;
}

export const headings: Row = [
  'evaluations',
  ...measures.flatMap((measure) => [`${measure}, front`, 'ours', '']),
];

/** Both at each budget, and at the end the flow itself. */
export function rowsOf(found: readonly Found[], flow: Figures): Row[] {
  const rows = found.map(({ evaluations, ours }) => {
    const theirs = front.find((row) => row.evaluations === evaluations)?.figures;
    const cells = measures.flatMap((measure) => {
      if (theirs === undefined) return [];
      const [a, b] = [theirs[measure], ours[measure]];
      return [places(measure, a.value), told(measure, b), verdictOn(b, a)];
    });
    return [String(evaluations), ...cells];
  });
  const exact = (['sw2', 'ed'] as const).flatMap((measure) => [
    '',
    told(measure, flow[measure]),
    '',
  ]);
  return [...rows, ['the exact flow', ...exact, '', '0', '']];
}

/** Columns for a terminal. */
export function textOf(rows: readonly Row[], heads: Row): string {
  const columns = heads.map((heading, i) => ({
    heading,
    align: i === 0 || heading === '' ? ('left' as const) : ('right' as const),
  }));
  return table(columns, rows);
}

/** The same as Markdown. */
export function markdownOf(rows: readonly Row[], heads: Row): string {
  const line = (row: Row): string => `| ${row.join(' | ')} |\n`;
  const rule = `|${heads.map((heading, i) => (i === 0 || heading === '' ? '---' : '--:')).join('|')}|\n`;
  return line(heads) + rule + rows.map(line).join('');
}
