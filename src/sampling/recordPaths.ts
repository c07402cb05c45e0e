import type { ItoSde } from '../problem/index.ts';
import { type RecordedPaths, stateOf } from './recordedPaths.ts';
import { type SolveOptions, solve } from './solve.ts';
import { spread } from './spread.ts';

/**
 * Solves an SDE on Float64Array and keeps the paths, at `most` times or all.
 *
 * @param most times kept at most, the first and the last included; 257 by default
 * @throws what {@link solve} throws
 */
export async function recordPaths(
  sde: ItoSde<Float64Array>,
  options: SolveOptions<Float64Array, ItoSde<Float64Array>>,
  most = 257,
): Promise<RecordedPaths> {
  const variables = sde.space.size;
  const paths = options.start.length / variables;
  const last = 'times' in options.over ? options.over.times.length - 1 : (options.steps ?? 100);
  const kept = spread(last, most);
  const [times, values] = [
    new Float64Array(kept.size),
    new Float64Array(paths * kept.size * variables),
  ];
  let at = 0;
  const { seed } = await solve(sde, {
    ...options,
    onStep: async (state) => {
      await options.onStep?.(state);
      if (!kept.has(state.step)) return;
      times[at] = state.t;
      for (let path = 0; path < paths; path++) {
        const own = state.x.subarray(path * variables, (path + 1) * variables);
        stateOf({ times, values, variables }, path, at).set(own);
      }
      at++;
    },
  });
  return { times, values, paths, variables, seed };
}
