import {
  energyDistanceTo,
  type Jackknifed,
  jackknife,
  type Measured,
  squaredDistance,
} from '../metrics/index.ts';
import type { HostArray } from '../space/index.ts';

/**
 * What a solver is chosen by. `energy`: the root of the energy distance to data. `flow`: the rms distance to the end of the followed
 * score's own flow, of deterministic solvers alone, which is known far better from as many samples.
 */
export type Criterion = 'energy' | 'flow';

/** How good a run is seen to be, the lower the better. */
export interface Closeness {
  /** The energy distance in its squared form, or the mean square of distances to the flow's end: what is a mean over samples. */
  readonly square: Jackknifed;
  /** Its root, a distance; 0 where the estimate of the square is below. */
  readonly distance: Measured;
}

/** The root of a squared distance, its error by the delta method; below its error a square tells no more than that. */
function rooted(square: Jackknifed): Closeness {
  const { value, error } = square;
  const root = Math.sqrt(Math.max(0, value));
  const slope = 2 * Math.sqrt(Math.max(value, error));
  return { square, distance: { value: root, error: slope === 0 ? 0 : error / slope } };
}

/** By energy: samples held against data, rows of `dimension` values. */
export function byEnergy(data: HostArray, dimension: number): (x: HostArray) => Closeness {
  const distanceOf = energyDistanceTo(data, { dimension });
  return (x) => rooted(distanceOf(x));
}

/** Groups of the jackknife that gives the error of a mean square. */
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
    sums[group] = (sums[group] as number) + squaredDistance(x, at, ends, at, dimension);
    sizes[group] = (sizes[group] as number) + 1;
  }
  const total = sums.reduce((sum, value) => sum + value, 0);
  const leftOut = Array.from(sums, (sum, g) => (total - sum) / (count - (sizes[g] as number)));
  return rooted(jackknife(total / count, leftOut));
}
