import type { Tensor } from '@tensorflow/tfjs-core';
import type { LearnedVarianceSolver, OdeSolver } from '../../solvers/index.ts';
import { withoutVariance } from '../catalogue/index.ts';
import type { GridRule } from '../grids/index.ts';
import { atDepth, decode, encode, interpolate, slerp } from '../probabilityFlow/index.ts';
import type { Denoiser, Limit } from '../problem/index.ts';

/** A row of a strip: what lies between two samples, one way. */
export interface Between {
  /** Written beside it. */
  readonly name: string;
  /** For each weight a sample, flat. */
  readonly values: Float32Array;
  /** Network calls per sample, the way there included. */
  readonly evaluations: number;
}

/** What both ways need. */
export interface Ways {
  readonly denoiser: Denoiser<Tensor>;
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly weights: readonly number[];
  readonly steps: number;
  readonly seed: string | number;
  readonly signal: AbortSignal;
  /** Called with the share of the work that is done. */
  readonly onShare: (share: number) => void;
}

async function valuesOf(x: Tensor): Promise<Float32Array> {
  const values = (await x.data<'float32'>()).slice();
  x.dispose();
  return values;
}

/** Rows put into a space for what `use` does with them. */
async function withRows<R>(
  { space }: Denoiser<Tensor>,
  rows: readonly ArrayLike<number>[],
  use: (x: Tensor) => Promise<R>,
): Promise<R> {
  const x = space.fill(rows.length, (out) => {
    for (const [i, row] of rows.entries()) out.set(row, i * space.size);
  });
  try {
    return await use(x);
  } finally {
    space.free(x);
  }
}

/** Along an arc between the noise that the probability flow makes of both. */
export async function onArc(
  { denoiser, a, b, weights, steps, signal, onShare }: Ways,
  solver: OdeSolver,
): Promise<Between> {
  const how = { solver, steps, signal };
  const onStep = (from: number) => (step: number) => onShare(from + step / steps / 2);
  const there = await withRows(denoiser, [a, b], (x) =>
    encode(denoiser, x, { ...how, onStep: onStep(0) }),
  );
  const noise = await valuesOf(there.x);
  const [p, q] = [noise.subarray(0, a.length), noise.subarray(a.length)];
  const between = slerp(p, q, weights, { dimension: a.length });
  const back = await withRows(denoiser, between, (x) =>
    decode(denoiser, x, { ...how, onStep: onStep(0.5) }),
  );
  const evaluations = there.evaluations + back.evaluations;
  return { name: 'slerp', values: await valuesOf(back.x), evaluations };
}

/** At depths of noise, as DDPM does it: a row each. */
export async function atDepths(
  { denoiser, a, b, weights, steps, seed, signal, onShare }: Ways,
  depths: readonly number[],
  {
    solver,
    grid,
    limit,
  }: {
    readonly solver: LearnedVarianceSolver;
    readonly grid?: GridRule | undefined;
    readonly limit?: Limit | undefined;
  },
): Promise<readonly Between[]> {
  const held = limit === undefined ? denoiser : limit.on(denoiser);
  return withRows(denoiser, [a], (p) =>
    withRows(denoiser, [b], async (q) => {
      const found: Between[] = [];
      for (const [row, depth] of depths.entries()) {
        const { x, evaluations } = await interpolate(held, p, q, {
          ...{ time: atDepth(denoiser.schedule, depth), weights, steps, seed, signal },
          ...{ solver: withoutVariance(solver), grid },
          onStep: ({ step }) => onShare((row + step / steps) / depths.length),
        });
        found.push({ name: `depth ${depth}`, values: await valuesOf(x), evaluations });
      }
      return found;
    }),
  );
}
