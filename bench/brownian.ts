import { brownianPath, freshNoise, keyOf, type NoiseSource } from '../src/noise/index.ts';
import { float64 } from '../src/space/index.ts';
import type { Workload } from './measure.ts';

const space = float64([2]);
const steps = 256;
const equal = Array.from({ length: steps + 1 }, (_, i) => i / steps);
const uneven = equal.map((t) => t ** 2.3); // none of its times is a midpoint of midpoints
type Draws = 'W and H' | 'W';

function sweep(source: NoiseSource<Float64Array>, times: readonly number[], draws: Draws): void {
  for (let step = 0; step < steps; step++) {
    const noise = source.over(times[step] as number, times[step + 1] as number, step);
    noise.W();
    if (draws === 'W and H') noise.H();
  }
}

function stepping(
  along: string,
  [cuts, times]: readonly [readonly number[], readonly number[]],
  limit: number,
  { draws = 'W and H', count = 4096 }: { readonly draws?: Draws; readonly count?: number } = {},
): Workload {
  const rows = { first: 0, count };
  return {
    name: `a Brownian path, ${count.toLocaleString('en')} rows in 2-D, ${draws} of 256 ${along}`,
    against: 'fresh noise',
    limit,
    run: async () => sweep(brownianPath(space, keyOf(1), rows, cuts), times, draws),
    reference: async () => sweep(freshNoise(space, keyOf(1), rows), times, draws),
  };
}

/**
 * Stepping along a Brownian path against fresh draws. W alone takes 1.5 draws a step: every second node is cut further,
 * for which its H is needed. Other times lie 41 levels deeper: twice the time of as many draws is accepted.
 */
export const brownianWorkloads: readonly Workload[] = [
  stepping('equal steps', [[0, 1], equal], 2),
  stepping('uneven steps that it was given', [uneven, uneven], 2),
  stepping('equal steps', [[0, 1], equal], 2, { draws: 'W' }),
  stepping('uneven steps that it was not given', [[0, 1], uneven], 82, { count: 512 }),
];
