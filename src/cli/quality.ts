import {
  type Cell,
  type Comparison,
  columnOf,
  columnsOf,
  type Failure,
  nameOf,
} from '../compare/index.ts';
import { digits } from './digits.ts';
import { sparkline, sparkRange } from './sparkline.ts';
import { table } from './table.ts';

/** A number that a table shows of each cell, the lower the better. */
export interface Measure {
  /** What the table is of, in one line. */
  readonly title: string;
  /** Undefined where it does not apply. */
  readonly of: (cell: Cell) => number | undefined;
  /** The last row: what a perfect sampler scores. */
  readonly floor?: string;
}

/**
 * A table of one measure on one score: solvers down, steps across, evaluations in brackets, the best of each column
 * marked, the course over steps as bars, logarithmic; empty where no cell has the measure.
 */
export function quality(
  comparison: Comparison,
  score: Cell['score'],
  { title, of, floor }: Measure,
): string {
  const cells = comparison.cells.filter((c) => c.score === score && of(c) !== undefined);
  if (cells.length === 0) return '';
  const failures = comparison.failures.filter((failure) => failure.score === score);
  const { columns: steps, unit } = columnsOf({ cells, failures });
  const names = [...new Set(cells.map((cell) => nameOf(cell, comparison)))];
  const best = new Map(
    steps.map((n) => {
      const column = cells
        .filter((cell) => columnOf(cell) === n)
        .map((cell) => of(cell) ?? Infinity);
      return [n, Math.min(...column)];
    }),
  );
  const shown = (name: string, n: number): string => {
    const isHere = (c: Cell | Failure): boolean =>
      columnOf(c) === n && nameOf(c, comparison) === name;
    const cell = cells.find(isHere);
    const value = cell === undefined ? undefined : of(cell);
    if (cell === undefined || value === undefined) return failures.some(isHere) ? 'failed ' : '';
    return `${digits(value)} (${cell.evaluations})${value === best.get(n) ? '*' : ' '}`;
  };
  const range = sparkRange(cells.map(of));
  const course = (name: string): string[] => {
    if (steps.length < 3) return [];
    const own = cells.filter((cell) => nameOf(cell, comparison) === name);
    const valueAt = (n: number): number | undefined => {
      const cell = own.find((each) => columnOf(each) === n);
      return cell && of(cell);
    };
    return [sparkline(steps.map(valueAt), range)];
  };
  const rows = names.map((name) => [name, ...steps.map((n) => shown(name, n)), ...course(name)]);
  const columns = [
    { heading: 'solver' },
    ...steps.map((n) => ({ heading: `${n} ${unit} `, align: 'right' as const })),
    ...(steps.length < 3 ? [] : [{ heading: '' }]),
  ];
  const last = floor === undefined ? '' : `${floor}\n`;
  return `${title}\n\n${table(columns, rows)}${last}`;
}
