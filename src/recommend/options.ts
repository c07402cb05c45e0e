import type { Entrant } from '../compare/index.ts';
import type { Rows } from '../noise/index.ts';
import type { Denoiser, ExactProblem } from '../problem/index.ts';
import type { HostArray } from '../space/index.ts';
import type { Criterion } from './closeness.ts';
import type { Pace } from './keepingPace.ts';

/** What a recommendation is for. */
export interface RecommendOptions<X> {
  /** Network calls of a sample at most. */
  readonly budget?: number | undefined;
  /** In place of a budget: the distance to be reached, with the fewest calls between 3 and 250. */
  readonly target?: number | undefined;
  /** In place of both: what a draw may take, here and now; with up to 250 calls. */
  readonly pace?: Pace | undefined;
  /** Fresh samples of the data, rows of `dimension` values, which samples are held against by `energy`; best as many or more. */
  readonly data?: { readonly values: HostArray; readonly dimension: number } | undefined;
  /** The problem whose score the denoiser is, where it is exact: its flow is known then. */
  readonly exact?: ExactProblem | undefined;
  /**
   * `flow` where the problem is exact. Else `energy`, and where half of the last round or more cannot be told from the best so, `flow`
   * among deterministic solvers, unless the energy distance of what it finds is the larger one; to a target `energy` alone.
   */
  readonly by?: Criterion | undefined;
  /** What is searched, for a budget; {@link libraryWithin} by default. */
  readonly library?: ((budget: number) => readonly Entrant[]) | undefined;
  /** Samples of each finalist; by default 4096 in the plane, in many dimensions fewer, 256 at least. */
  readonly samples?: number | undefined;
  /** Names noise and data; drawn by default. */
  readonly seed?: string | number | undefined;
  /** Calls that the flow of a score is followed with, by `flow` and where it is not exact; 200 by default. */
  readonly flowCalls?: number | undefined;
  /** The denoiser of some rows, where each has a condition of its own. */
  readonly denoiserOf?: ((rows: Rows) => Denoiser<X>) | undefined;
  /** What samples become before they are held against the data, where the denoiser is of latents. */
  readonly decode?: ((x: X) => X) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called before each run of the search within a budget. */
  readonly onRun?:
    | ((at: { budget: number; by: Criterion; done: number; all: number; label: string }) => void)
    | undefined;
}
