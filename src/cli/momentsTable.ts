import { withError } from '../report/index.ts';
import type { Told } from './pathMoments.ts';
import { type Column, table } from './table.ts';

/** What is known exactly, to a digit more than the value beside it. */
function exactly({ exact, error }: Told): string {
  if (exact === undefined) return '';
  return withError({ value: exact, error: error / 10 }).split(' ')[0] ?? '';
}

/** Moments at a time, each in a line, and beside them what is known of any. */
export function momentsTable(rows: readonly Told[], t: number): string {
  const columns: readonly Column[] = [
    { heading: `at t = ${t}` },
    { heading: 'value', align: 'right' },
    { heading: 'exact', align: 'right' },
  ];
  const isKnown = rows.some(({ exact }) => exact !== undefined);
  const lines = rows.map((row) => [row.what, withError(row), exactly(row)]);
  return table(isKnown ? columns : columns.slice(0, 2), lines);
}
