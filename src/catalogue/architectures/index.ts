import type { Architecture } from './architecture.ts';
import { mlpArchitecture } from './mlp.ts';
import { unetArchitecture } from './unet.ts';

/** Every kind of network, by its maker with defaults. */
export const architectures: readonly ((options?: never) => Architecture)[] = [
  mlpArchitecture,
  unetArchitecture,
];

export type { Architecture, DataShape } from './architecture.ts';
