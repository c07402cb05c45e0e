import type { DenoiserArchitecture } from './architecture.ts';
import { mlpArchitecture } from './mlp.ts';
import { unetArchitecture } from './unet.ts';

/** Every kind of network that denoises, by its maker with defaults. */
export const denoiserArchitectures: readonly ((options?: never) => DenoiserArchitecture)[] = [
  mlpArchitecture,
  unetArchitecture,
];

export type { Architecture, DataShape, DenoiserArchitecture } from './architecture.ts';
export { type ClassifierArchitecture, classifierArchitecture } from './classifier.ts';
export { type VaeArchitecture, vaeArchitecture } from './vae.ts';
