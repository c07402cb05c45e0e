/**
 * Ways to hold predicted x0 within limits, one file each: wrappers of a denoiser. May import src/errors and what src/problem has
 * beside them. Must not know solvers, nor which kind of array they work on.
 */
import { clip } from './clip.ts';
import type { Limit } from './limit.ts';
import { threshold } from './threshold.ts';

/** Every one, by its maker with defaults. */
export const limits: readonly (() => Limit)[] = [clip, threshold];

export type { Limit } from './limit.ts';
export { clip, threshold };
