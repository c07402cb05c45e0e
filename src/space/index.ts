/**
 * Arrays: the few operations that solvers use, on Float64Array and on tensors.
 * May import src/errors and tfjs-core. Must not know what a sample means.
 */
export type { Attention } from './attention.ts';
export { float64 } from './float64.ts';
export type { HostArray, Space, Term, Threshold } from './space.ts';
export { tensors } from './tensors.ts';
