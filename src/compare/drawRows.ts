import { rises } from '../grids/index.ts';
import type { Rows } from '../noise/index.ts';
import { type Denoiser, reverse } from '../problem/index.ts';
import { sample } from '../sampling/index.ts';
import type { Space } from '../space/index.ts';
import type { Run } from './contest.ts';

/** A score that samples are drawn with, and what becomes of them. */
export interface FollowedScore<X> {
  readonly space: Space<X>;
  /** For all rows, or for some, where each has a condition of its own. */
  readonly denoiser: Denoiser<X> | ((rows: Rows) => Denoiser<X>);
  /** What samples become before they are held against the data: pictures of latents. */
  readonly decode?: ((x: X) => X) | undefined;
}

/** Some rows of a draw, on the host. */
export interface Drawn {
  /** As they are held against the data. */
  readonly x: Float64Array;
  /** What the solver ended with: the same, unless it is decoded. */
  readonly end: Float64Array;
  /** The noise that they began as. */
  readonly start: Float64Array;
  readonly evaluations: number;
}

/** Values solved at a time. */
const atOnce = 2 ** 20;

/** Whether a run draws noise: its solver does, or its grid rises. */
export function isStochastic({ entrant: { solver }, grid }: Run): boolean {
  return solver.isStochastic || rises(grid);
}

/**
 * Rows of the draw that a run makes of a seed; the same rows, however they are come to.
 * @throws DivergenceError if a sample is not finite
 */
export async function drawRows<X>(
  { space, denoiser, decode }: FollowedScore<X>,
  { entrant: { solver }, grid }: Run,
  {
    seed,
    rows,
    signal,
  }: {
    readonly seed: string | number;
    readonly rows: Rows;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Drawn> {
  const { size } = space;
  const start = new Float64Array(rows.count * size);
  const problem =
    typeof denoiser === 'function' ? (of: Rows) => reverse(denoiser(of)) : reverse(denoiser);
  const { x, evaluations } = await sample(problem, {
    ...{ solver, grid, seed, signal, first: rows.first, samples: rows.count },
    batch: Math.max(1, Math.floor(atOnce / size)),
    onStep: async ({ step, x: at }, batch) => {
      if (step === 0) start.set(await space.read(at), (batch.first - rows.first) * size);
    },
  });
  try {
    const end = Float64Array.from(await space.read(x));
    if (decode === undefined) return { x: end, end, start, evaluations };
    const decoded = decode(x);
    const values = Float64Array.from(await space.read(decoded));
    space.free(decoded);
    return { x: values, end, start, evaluations };
  } finally {
    space.free(x);
  }
}
