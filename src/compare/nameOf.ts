import type { Cell, Comparison, Failure } from './comparison.ts';

/** A solver as results name it: with its grid, where it runs on several, and its guidance, where there are several scales. */
export function nameOf(
  { solver, grid, guidance }: Cell | Failure,
  { cells, failures }: Pick<Comparison, 'cells' | 'failures'>,
): string {
  const own = [...cells, ...failures].filter((other) => other.solver === solver);
  const name = own.every((other) => other.grid === grid) ? solver : `${solver}@${grid}`;
  const isGuided = own.some((other) => other.guidance !== undefined && other.guidance !== guidance);
  return guidance !== undefined && isGuided ? `${name} x ${guidance}` : name;
}
