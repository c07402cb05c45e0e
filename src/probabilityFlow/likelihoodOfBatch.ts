import { rk4 } from '../../solvers/index.ts';
import type { Key, Rows } from '../noise/index.ts';
import type { Denoiser } from '../problem/index.ts';
import { solve } from '../sampling/index.ts';
import type { HostArray } from '../space/index.ts';
import { type Calls, densityFlow } from './densityFlow.ts';
import type { LikelihoodOptions } from './likelihoodOptions.ts';
import { logAngles } from './logAngle.ts';
import {
  exactDivergence,
  hutchinsonDivergence,
  type ProbeLaw,
  probesOf,
  type Trace,
} from './trace.ts';

/** The options that a batch needs, resolved. */
export interface BatchOptions
  extends Pick<LikelihoodOptions, 'solver' | 'sigmaMin' | 'signal' | 'onStep'> {
  readonly trace: Trace;
  readonly probes: number;
  readonly law: ProbeLaw;
  /** Of the probes. */
  readonly key: Key;
  readonly steps: number;
}

/** What is found of a batch: see {@link Likelihoods}. */
export interface BatchLikelihood {
  readonly logDensity: Float64Array;
  /** NaN where there is a single estimate. */
  readonly errors: Float64Array;
  readonly sigmaMin: number;
  readonly evaluations: number;
}

function sumOver(values: HostArray, first: number, count: number): number {
  let sum = 0;
  for (let i = first; i < first + count; i++) sum += values[i] as number;
  return sum;
}

/** Of rows of z at the noise end and, behind them, of the integrals of each estimate: ln p of each row, and its error. */
function densitiesOf(
  end: HostArray,
  {
    rows,
    size,
    estimates,
    dataScale,
  }: {
    readonly rows: number;
    readonly size: number;
    readonly estimates: number;
    readonly dataScale: number;
  },
): Pick<BatchLikelihood, 'logDensity' | 'errors'> {
  const [logDensity, errors] = [new Float64Array(rows), new Float64Array(rows)];
  const constant = size * (Math.log(2 * Math.PI) / 2 + Math.log(dataScale));
  const squares = end.map((value) => value ** 2);
  for (let r = 0; r < rows; r++) {
    const found = Float64Array.from({ length: estimates }, (_, i) =>
      sumOver(end, ((i + 1) * rows + r) * size, size),
    );
    const mean = sumOver(found, 0, estimates) / estimates;
    const spread = found.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    logDensity[r] = mean - sumOver(squares, r * size, size) / 2 - constant;
    errors[r] = Math.sqrt(spread / ((estimates - 1) * estimates));
  }
  return { logDensity, errors };
}

/**
 * The log-likelihoods of a batch.
 *
 * @param x flat, rows one after another
 * @param rows which of all samples they are
 */
export async function likelihoodOfBatch<X>(
  denoiser: Denoiser<X>,
  x: HostArray,
  rows: Rows,
  { trace, probes, law, key, steps, solver = rk4(), sigmaMin, signal, onStep }: BatchOptions,
): Promise<BatchLikelihood> {
  const { space, schedule } = denoiser;
  const { size } = space;
  const { count } = rows;
  const angles = logAngles(schedule, sigmaMin);
  const { dataScale } = angles;
  const isExact = trace === 'exact';
  const vs = isExact ? [] : probesOf(space, key, rows, { probes, law });
  const estimates = isExact ? 1 : probes;
  const divergence = isExact ? exactDivergence(space, count) : hutchinsonDivergence(space, vs);
  const calls: Calls = { evaluations: 0 };
  const flow = densityFlow(denoiser, angles, count, divergence, calls);
  const start = space.fill((1 + estimates) * count, (out) => {
    for (let i = 0; i < x.length; i++) out[i] = (x[i] as number) / dataScale;
  });
  try {
    const ended = await solve(flow, {
      ...{ solver, start, over: angles.over, steps, seed: 0, signal },
      onStep: ({ step }) => onStep?.(step, rows),
    });
    try {
      const end = await space.read(ended.x);
      return {
        ...densitiesOf(Float64Array.from(end), { rows: count, size, estimates, dataScale }),
        ...{ sigmaMin: angles.sigmaMin, evaluations: calls.evaluations },
      };
    } finally {
      space.free(ended.x);
    }
  } finally {
    space.free(start);
    for (const v of vs) space.free(v);
  }
}
