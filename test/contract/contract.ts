/**
 * What holds on every backend, as a list that Node and pages run alike. Imports no test runner.
 */
import { repeats, rowsApart } from './bitwise.ts';
import type { Check } from './check.ts';
import { derivatives } from './derivatives.ts';
import { imageNetworks } from './imageNetworks.ts';
import { kernels } from './kernels.ts';
import { networks } from './network.ts';
import { noise } from './noise.ts';
import { sampling } from './sampling.ts';
import { spaceOperations } from './spaceOperations.ts';

/** Every backend keeps these. */
export const contract: readonly Check[] = [
  ...spaceOperations,
  ...noise,
  ...sampling,
  ...derivatives,
  ...kernels,
  ...networks,
];

/** The checks of one backend; plain JavaScript is what others are held against, and is not against itself. */
export function checksOf(backend: string): readonly Check[] {
  const all = backend === 'cpu' ? contract : [...contract, ...imageNetworks];
  if (['cpu', 'wasm', 'native'].includes(backend)) return [...all, ...rowsApart, ...repeats];
  return all;
}
