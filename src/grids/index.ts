/**
 * The times a solver visits. A grid is a plain value with a name; a rule lays one over a schedule.
 * May import src/problem and src/errors. Must not know solvers.
 */
import { beta } from './beta.ts';
import { consecutive } from './consecutive.ts';
import { exponential } from './exponential.ts';
import type { GridRule } from './grid.ts';
import { karras } from './karras.ts';
import { leading } from './leading.ts';
import { linspace } from './linspace.ts';
import { quadratic } from './quadratic.ts';
import { restart } from './restart.ts';
import { trailing } from './trailing.ts';
import { uniform } from './uniform.ts';
import { uniformLogSnr } from './uniformLogSnr.ts';

/** Every rule, by its maker with defaults. */
export const gridRules: readonly (() => GridRule)[] = [
  uniform,
  uniformLogSnr,
  karras,
  exponential,
  beta,
  quadratic,
  consecutive,
  leading,
  trailing,
  linspace,
  restart,
];

export type { FinalSigma } from './finalSigma.ts';
export { type Grid, type GridRule, gridOf, requireGrid, requireWithin, rises } from './grid.ts';
export type { LevelOptions } from './levels.ts';
export {
  beta,
  consecutive,
  exponential,
  karras,
  leading,
  linspace,
  quadratic,
  restart,
  trailing,
  uniform,
  uniformLogSnr,
};
