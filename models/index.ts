/**
 * Networks. May import src/problem, src/space, src/noise and src/errors. Must not know solvers, nor how they are trained.
 * @packageDocumentation
 */
export { inputScale, networkDenoiser } from './denoiser.ts';
export { type MlpOptions, mlp } from './mlp.ts';
export type { Network } from './network.ts';
