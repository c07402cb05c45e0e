import type { Overview } from '../compare/index.ts';
import { table } from './table.ts';

/** How often each solver is among the best, over several comparisons, for a terminal. */
export function overview({ cases, budgets, standings }: Overview): string {
  const columns = [
    { heading: 'solver' },
    ...budgets.map((budget) => ({ heading: `${budget} calls`, align: 'right' as const })),
  ];
  const rows = standings.map(({ solver, at }) => [
    solver,
    ...at.map(({ best, of }) => (of === 0 ? '' : `${best} of ${of}`)),
  ]);
  const names = cases.map(({ name, score }) => `${name} (${score})`).join(', ');
  return `Cases in which each solver is, or cannot be told from, the best: ${names}\n\n${table(columns, rows)}`;
}
