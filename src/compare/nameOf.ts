import type { Cell, Comparison, Failure } from './comparison.ts';

/** A solver as results name it: with its grid, where it runs on several. */
export function nameOf({ solver, grid }: Cell | Failure, { cells, failures }: Comparison): string {
  const own = [...cells, ...failures].filter((other) => other.solver === solver);
  return own.every((other) => other.grid === grid) ? solver : `${solver}@${grid}`;
}
