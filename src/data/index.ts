/**
 * Data: endless sets drawn by key, and users' files. May import src/problem, src/noise, src/errors and src/io.
 * Must not know networks or solvers.
 */
export type { Dataset } from './dataset.ts';
