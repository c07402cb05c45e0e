import type { FlowEnds, Run } from '../compare/index.ts';
import { rises } from '../grids/index.ts';
import type { Rows } from '../noise/index.ts';
import { type Denoiser, reverse } from '../problem/index.ts';
import { DivergenceError, sample } from '../sampling/index.ts';
import type { HostArray, Space } from '../space/index.ts';

/** A score that samples are drawn with. */
export interface Source<X> {
  readonly space: Space<X>;
  /** For all rows, or for some, where each has a condition of its own. */
  readonly denoiser: Denoiser<X> | ((rows: Rows) => Denoiser<X>);
  /** What samples become before they are held against the data: pictures of latents. */
  readonly decode?: ((x: X) => X) | undefined;
  /** Where its flow takes the starts of some rows at time t, if that is asked for. */
  readonly flowEnds?: ((rows: Rows) => FlowEnds) | undefined;
}

/** Some rows of a draw. */
export interface Drawn {
  /** As they are held against the data. */
  readonly x: Float64Array;
  /** Of each row, the squared distance to the end of its flow; of a deterministic run whose flow is followed. */
  readonly squares?: Float64Array;
  readonly evaluations: number;
}

/** Values solved at a time. */
const atOnce = 2 ** 20;

/** Whether a run draws noise: its solver does, or its grid rises. */
export function isStochastic({ entrant: { solver }, grid }: Run): boolean {
  return solver.isStochastic || rises(grid);
}

function squaredDistances(x: HostArray, y: HostArray, D: number): Float64Array {
  const out = new Float64Array(x.length / D);
  for (const [i, value] of x.entries()) {
    const row = Math.floor(i / D);
    out[row] = (out[row] as number) + (value - (y[i] as number)) ** 2;
  }
  return out;
}

/**
 * Rows of the draw that a run makes of a seed; the same rows, however they are come to.
 *
 * @returns undefined where a sample is not finite
 */
export async function drawRows<X>(
  { space, denoiser, decode, flowEnds }: Source<X>,
  run: Run,
  options: {
    readonly seed: string | number;
    readonly rows: Rows;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Drawn | undefined> {
  const { rows, ...how } = options;
  const { entrant, grid } = run;
  const { size } = space;
  const problem =
    typeof denoiser === 'function' ? (of: Rows) => reverse(denoiser(of)) : reverse(denoiser);
  const follows = flowEnds !== undefined && !isStochastic(run);
  const start = new Float64Array(follows ? rows.count * size : 0);
  try {
    const { x, evaluations } = await sample(problem, {
      ...{ solver: entrant.solver, grid, first: rows.first, samples: rows.count, ...how },
      batch: Math.max(1, Math.floor(atOnce / size)),
      onStep: async ({ step, x: at }, batch) => {
        if (!follows || step > 0) return;
        start.set(await space.read(at), (batch.first - rows.first) * size);
      },
    });
    const end = Float64Array.from(await space.read(x));
    const decoded = decode?.(x);
    const seen = decoded === undefined ? end : Float64Array.from(await space.read(decoded));
    if (decoded !== undefined) space.free(decoded);
    space.free(x);
    if (!follows) return { x: seen, evaluations };
    const flow = await flowEnds(rows)(start, grid.times[0] as number);
    return { x: seen, squares: squaredDistances(end, flow.end, size), evaluations };
  } catch (error) {
    if (error instanceof DivergenceError) return undefined;
    throw error;
  }
}
