/**
 * The times a solver visits. A grid is a plain value with a name; a rule lays one over a schedule.
 * May import src/problem and src/errors. Must not know solvers.
 */
export type { Grid, GridRule } from './grid.ts';
