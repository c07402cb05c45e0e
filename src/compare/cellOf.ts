import type { Measured } from '../metrics/index.ts';
import type { Cell, Draw } from './comparison.ts';

/** The mean of independent estimates. */
function mean(all: readonly Measured[]): Measured {
  const sum = (of: (each: Measured) => number): number =>
    all.reduce((total, each) => total + of(each), 0);
  return {
    value: sum(({ value }) => value) / all.length,
    error: Math.sqrt(sum(({ error }) => error ** 2)) / all.length,
  };
}

/** A cell of its draws: means, and of distances to the flow's end their root mean square. */
export function cellOf(
  named: Omit<
    Cell,
    'seconds' | 'draws' | 'slicedWasserstein' | 'energy' | 'flowDistance' | 'lawDistance'
  >,
  draws: readonly Draw[],
): Cell {
  const flow = draws.flatMap(({ flowDistance }) => flowDistance ?? []);
  const law = draws.flatMap(({ lawDistance }) => lawDistance ?? []);
  return {
    ...named,
    seconds: draws.reduce((sum, { seconds }) => sum + seconds, 0) / draws.length,
    slicedWasserstein: mean(draws.map((draw) => draw.slicedWasserstein)),
    energy: mean(draws.map(({ energy }) => energy)),
    ...(flow.length === 0 ? {} : { flowDistance: Math.hypot(...flow) / Math.sqrt(flow.length) }),
    ...(law.length === 0 ? {} : { lawDistance: mean(law) }),
    draws,
  };
}
