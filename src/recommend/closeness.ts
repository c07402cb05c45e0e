import {
  energyDistanceTo,
  type Jackknifed,
  jackknife,
  type Measured,
  squaredDistance,
  withoutGroups,
} from '../metrics/index.ts';
import type { HostArray } from '../space/index.ts';

/**
 * What a solver is chosen by. `energy`: the root of the energy distance to data. `flow`: the mean distance to the end of the followed
 * score's own flow, of deterministic solvers alone, which is known far better from as many samples. No two laws so coupled are further
 * apart in Wasserstein-1. It is not the root mean square, which the few samples that end in another mode make up all but alone.
 */
export type Criterion = 'energy' | 'flow';

/** How good a run is seen to be, the lower the better. */
export interface Closeness {
  /** The energy distance in its squared form, or the mean distance to the flow's end: what is a mean over samples. */
  readonly mean: Jackknifed;
  /** What is told: of an energy distance its root, 0 where the estimate of the square is below. */
  readonly distance: Measured;
}

/** The root of a squared distance, its error by the delta method; below its error a square tells no more than that. */
function rooted({ value, error }: Jackknifed): Measured {
  const root = Math.sqrt(Math.max(0, value));
  const slope = 2 * Math.sqrt(Math.max(value, error));
  return { value: root, error: slope === 0 ? 0 : error / slope };
}

/** By energy: samples held against data, rows of `dimension` values. */
export function byEnergy(data: HostArray, dimension: number): (x: HostArray) => Closeness {
  const distanceOf = energyDistanceTo(data, { dimension });
  return (x) => {
    const mean = distanceOf(x);
    return { mean, distance: rooted(mean) };
  };
}

/** Groups of the jackknife that gives the error of a mean. */
const groups = 32;

/** By flow: samples held against the ends of their flow, rows of `dimension` values. */
export function byFlow(x: HostArray, ends: HostArray, dimension: number): Closeness {
  const count = x.length / dimension;
  const used = Math.min(groups, count);
  const sums = new Float64Array(used);
  const sizes = new Float64Array(used);
  for (let row = 0; row < count; row++) {
    const group = Math.floor((row * used) / count);
    const at = row * dimension;
    const distance = Math.sqrt(squaredDistance(x, at, ends, at, dimension));
    sums[group] = (sums[group] as number) + distance;
    sizes[group] = (sizes[group] as number) + 1;
  }
  const total = sums.reduce((sum, value) => sum + value, 0);
  const leftOut = Array.from(sums, (sum, g) => (total - sum) / (count - (sizes[g] as number)));
  const mean = jackknife(total / count, leftOut);
  return { mean, distance: withoutGroups(mean) };
}
