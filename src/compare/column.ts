import type { Cell, Comparison, Failure } from './comparison.ts';

/** Where a table that goes by steps, or by budgets of evaluations, shows a run. */
export function columnOf({ steps, budget = steps }: Cell | Failure): number {
  return budget;
}

/** The columns of a table, rising, and what their numbers count. */
export function columnsOf({ cells, failures }: Pick<Comparison, 'cells' | 'failures'>): {
  readonly columns: readonly number[];
  readonly unit: 'steps' | 'calls';
} {
  const all = [...cells, ...failures];
  const columns = [...new Set(all.map(columnOf))].sort((a, b) => a - b);
  return { columns, unit: all.some(({ budget }) => budget !== undefined) ? 'calls' : 'steps' };
}
