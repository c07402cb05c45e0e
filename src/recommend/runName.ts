import type { Run } from '../compare/index.ts';

/** A solver and its grid as they are written and read back: `ipndm@karras`, `ipndm` on the solver's own. */
export function runName({ entrant: { label, grid }, grid: { name } }: Run): string {
  return grid === undefined ? label : `${label}@${name}`;
}
