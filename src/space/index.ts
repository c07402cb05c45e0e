/**
 * Arrays: the few operations that solvers use, on Float64Array and on tensors.
 * May import src/errors and tfjs-core. Must not know what a sample means.
 */
export type { Attention } from './attention.ts';
export type { HostArray, Space, Term } from './space.ts';
