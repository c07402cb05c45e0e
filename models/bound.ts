import type { Key } from '../src/noise/index.ts';
import type { Condition, Network } from './network.ts';

/** A network with its condition, and in training what dropout is drawn from, bound to it: what one batch is run with. */
export function bound<T>(
  network: Network<T>,
  condition: Condition | undefined,
  dropout?: Key,
): Network<T> {
  const { condition: _, classes: __, ...others } = network;
  return {
    ...others,
    apply: (x, logSnr) => network.apply(x, logSnr, condition, dropout),
    with: (parameters) => bound(network.with(parameters), condition, dropout),
  };
}
