import type { Grid } from '../grids/index.ts';
import type { Noise, NoiseSource } from '../noise/index.ts';
import { type Denoiser, reverse } from '../problem/index.ts';
import { trajectory } from '../sampling/index.ts';
import { float64, type Space } from '../space/index.ts';
import type { AnySolver } from './certificate.ts';
import { withShare } from './withShare.ts';

type F = Float64Array;

/** What a run makes of a start: x_end = offset + gain x_start + a normal of the variance `spread`. */
export interface AffineMap {
  readonly offset: number;
  readonly gain: number;
  readonly spread: number;
}

/**
 * The whole run of a solver on Gaussian data of one dimension, exactly and without Monte Carlo: there every step is affine in
 * the state, in what it remembers and in its draws, so a run from zero, one from 1 and one for each draw tell all of it. Each
 * is a row of one batch.
 *
 * @param denoiser of Gaussian data of one dimension, on Float64Array
 * @param share where the variance of a step lies, for solvers that ask
 */
export async function affineMap(
  solver: AnySolver,
  denoiser: Denoiser<F>,
  grid: Grid,
  share: (t: number) => number = () => 0.5,
  signal?: AbortSignal,
): Promise<AffineMap> {
  const problem = reverse(withShare(denoiser, share));
  const end = async (draws: number, rowOf: Map<string, number>): Promise<F> => {
    const rows = draws + 2;
    const start = Float64Array.from({ length: rows }, (_, row) => (row === 1 ? 1 : 0));
    const noise: NoiseSource<F> = {
      over: (t, s, step) => basis(Math.abs(s - t), step, rows, rowOf),
    };
    let x: F = start;
    for await (const state of trajectory<F, typeof problem>(problem, {
      solver,
      grid,
      start,
      noise,
      signal,
    }))
      x = state.x.slice();
    return x;
  };
  // the first run only counts the draws
  const rowOf = new Map<string, number>();
  await end(0, rowOf);
  const [offset = Number.NaN, one = Number.NaN, ...drawn] = await end(rowOf.size, rowOf);
  const spread = drawn.reduce((sum, x) => sum + (x - offset) ** 2, 0);
  return { offset, gain: one - offset, spread };
}

/** Draws of a step that are each a row's own, 0 in all others; H is independent of W. */
function basis(span: number, step: number, rows: number, rowOf: Map<string, number>): Noise<F> {
  const draw = (purpose: string, std: number): F => {
    const name = `${step} ${purpose}`;
    const row = rowOf.get(name) ?? rowOf.size + 2;
    rowOf.set(name, row);
    const out = new Float64Array(rows);
    if (row < rows) out[row] = std;
    return out;
  };
  return {
    W: () => draw('W', Math.sqrt(span)),
    H: () => draw('H', Math.sqrt(span / 12)),
    normal: () => draw('W', 1),
    threePoint: () => draw('threePoint', Math.sqrt(span)),
    extra: (k) => draw(`extra ${k}`, 1),
  };
}

/** The line, for problems of one dimension. */
export const line: Space<F> = float64([1]);
