import { eulerMaruyama } from '../../solvers/index.ts';
import type { Dataset } from '../data/index.ts';
import { gridOf, uniform } from '../grids/index.ts';
import { keyOf } from '../noise/index.ts';
import { type Denoiser, forward, reverse, type Schedule } from '../problem/index.ts';
import { sample, solve } from '../sampling/index.ts';
import { float64, type HostArray } from '../space/index.ts';
import type { Paths } from './comparison.ts';
import type { Run } from './contest.ts';
import { fresh } from './floor.ts';

/** The first two coordinates of the first `count` rows, flat; on the line the second is 0. */
export function inPlane(x: HostArray, dimension: number, count: number): Float64Array {
  const rows = Math.min(count, x.length / dimension);
  return Float64Array.from({ length: 2 * rows }, (_, i) => {
    const d = i % 2;
    return d < dimension ? (x[(i >> 1) * dimension + d] as number) : 0;
  });
}

/** How many samples are followed, and from what noise. */
export interface Followed {
  readonly paths: number;
  readonly seed: string | number;
  readonly signal?: AbortSignal | undefined;
}

/** Some data followed into noise: Euler-Maruyama on the noising SDE. */
export async function forwardPaths(
  dataset: Dataset,
  schedule: Schedule,
  { paths, seed, signal }: Followed,
): Promise<Paths> {
  const { dimension } = dataset;
  const start = fresh(dataset, keyOf(seed), 'paths', paths);
  const over = gridOf(uniform().over(schedule, 150).times.slice().reverse());
  const states: Float64Array[] = [];
  await solve(forward(schedule, float64([dimension])), {
    solver: eulerMaruyama(),
    start,
    over,
    seed,
    signal,
    onStep: ({ x }) => {
      states.push(inPlane(x, dimension, paths));
    },
  });
  return { times: over.times, states };
}

/** Some noise followed to data by one solver; with the same seed every solver starts from the same noise. */
export async function reversePaths<X>(
  denoiser: Denoiser<X>,
  { entrant: { solver }, grid }: Run,
  { paths, seed, signal }: Followed,
): Promise<Paths> {
  const { space } = denoiser;
  const states: Float64Array[] = [];
  const { x } = await sample(reverse(denoiser), {
    solver,
    grid,
    samples: paths,
    seed,
    signal,
    onStep: async (state) => {
      states.push(inPlane(await space.read(state.x), space.size, paths));
    },
  });
  space.free(x);
  return { times: grid.times, states };
}
