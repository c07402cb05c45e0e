/**
 * The times a solver visits. A grid is a plain value with a name; a rule lays one over a schedule.
 * May import src/problem and src/errors. Must not know solvers.
 */
import { consecutive, leading, trailing } from './discrete.ts';
import type { GridRule } from './grid.ts';
import { karras } from './karras.ts';
import { restart } from './restart.ts';
import { uniform } from './uniform.ts';
import { uniformLogSnr } from './uniformLogSnr.ts';

/** Every rule, by its maker with defaults. */
export const gridRules: readonly (() => GridRule)[] = [
  uniform,
  uniformLogSnr,
  karras,
  consecutive,
  leading,
  trailing,
  restart,
];

export { type Grid, type GridRule, gridOf, requireGrid, requireWithin, rises } from './grid.ts';
export { consecutive, karras, leading, restart, trailing, uniform, uniformLogSnr };
