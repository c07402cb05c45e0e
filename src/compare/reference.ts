import { rk45 } from '../../solvers/index.ts';
import {
  type Denoiser,
  type ExactProblem,
  edm,
  type Ode,
  type Schedule,
} from '../problem/index.ts';
import { solve } from '../sampling/index.ts';
import type { HostArray } from '../space/index.ts';

/** Root mean square over samples of the distance between the rows of two sets. */
export function rms(x: HostArray, y: HostArray, dimension: number): number {
  let sum = 0;
  for (const [i, value] of x.entries()) sum += (value - (y[i] as number)) ** 2;
  return Math.sqrt((sum * dimension) / x.length);
}

/** Some rows of D values. */
function rowsOf(x: Float64Array, D: number, rows: readonly number[]): Float64Array {
  const out = new Float64Array(rows.length * D);
  for (const [i, row] of rows.entries()) out.set(x.subarray(row * D, (row + 1) * D), i * D);
  return out;
}

/**
 * The probability flow in u = ln(sigma / alpha) of y = x / alpha, where it is the same for every schedule:
 *
 *   dy / du = sigma eps = y - x0(y, e^u)
 */
function flowInLogNoise({ space, predict }: Denoiser<Float64Array>): Ode<Float64Array> {
  return {
    space,
    velocity: (y, u) => space.combine([1, y], [-1, predict(y, Math.exp(u)).x0]),
  };
}

/**
 * Noise and its time, where something is left of the data: from pure noise a step of DDIM goes to where sampling begins on grids of
 * levels. It is right to the square of alpha there, 2^-24 on schedules of zero terminal SNR.
 */
function withSignal(
  exact: ExactProblem,
  schedule: Schedule,
  start: Float64Array,
  t: number,
): readonly [x: Float64Array, t: number] {
  if (schedule.alpha(t) > 0) return [start, t];
  const [s] = schedule.range.sample;
  const { space, predict } = exact.denoiser(schedule);
  const { x0, eps } = predict(start, t);
  return [space.combine([schedule.alpha(s), x0], [schedule.sigma(s), eps]), s];
}

/**
 * Where the probability flow of an exact score takes each start: Runge-Kutta of order 5 with uniform steps in k = sigma / alpha on
 * a logarithmic scale, closed by the mean of y = x / alpha and x0. Since dy / dk = -k score, that is right to O(k^4):
 *
 *   y(0) = y + k^2 score / 2 + O(k^4) = (y + x0) / 2 + O(k^4)
 *
 * where x0 alone would be off by k^2 score / 2. Steps are doubled and the last level is halved, for each sample until its end moves by
 * less than `tolerance`: a few that start between two modes want many times the steps of all others.
 *
 * @param start flat, one row per sample, at time t of the schedule
 * @param options its settings
 * @param options.tolerance distance by which an end may have moved last
 * @throws Error if 2^14 steps are not enough
 */
export async function flowEnd(
  exact: ExactProblem,
  { start, schedule, t }: { start: Float64Array; schedule: Schedule; t: number },
  { tolerance = 1e-6, signal }: { tolerance?: number; signal?: AbortSignal | undefined } = {},
): Promise<Float64Array> {
  const denoiser = exact.denoiser(edm());
  const { space } = denoiser;
  const D = exact.dimension;
  const [x, at] = withSignal(exact, schedule, start, t);
  const y = space.combine([1 / schedule.alpha(at), x]);
  const from = -schedule.logSnr(at);
  const endsOf = async (start: Float64Array, steps: number, last: number) => {
    const over = [from, Math.log(last)] as const;
    const ode = flowInLogNoise(denoiser);
    const { x } = await solve(ode, { solver: rk45(), start, over, steps, seed: 0, signal });
    return space.combine([0.5, x], [0.5, denoiser.predict(x, last).x0]);
  };
  let [steps, last] = [64, 2 ** -8];
  const end = await endsOf(y, steps, last);
  let moving = Array.from({ length: end.length / D }, (_, row) => row);
  while (moving.length > 0 && steps < 2 ** 14) {
    [steps, last] = [2 * steps, last / 2];
    const next = await endsOf(rowsOf(y, D, moving), steps, last);
    moving = moving.filter((row, i) => {
      const own = next.subarray(i * D, (i + 1) * D);
      const moved = rms(own, end.subarray(row * D, (row + 1) * D), D);
      end.set(own, row * D);
      return moved >= tolerance;
    });
  }
  if (moving.length === 0) return end;
  throw new Error(
    `flowEnd: ${moving.length} end points of ${exact.name} still move at ${steps} steps`,
  );
}

/** Where a flow takes starts, rows at time t. */
export type FlowEnds = (
  start: Float64Array,
  t: number,
) => Promise<{
  readonly end: Float64Array;
  /** Rms over samples by which it moves from half of the work to all of it, where that is known. */
  readonly moved?: number;
}>;

/** Ends that are worked out once for each time: for solvers that share their start. */
export function once(ends: FlowEnds): FlowEnds {
  const known = new Map<number, ReturnType<FlowEnds>>();
  return (start, t) => {
    const found = known.get(t) ?? ends(start, t);
    known.set(t, found);
    return found;
  };
}

/** {@link flowEnd} that works once for each time. */
export function flowEnds(exact: ExactProblem, schedule: Schedule, signal?: AbortSignal): FlowEnds {
  return once(async (start, t) => ({
    end: await flowEnd(exact, { start, schedule, t }, { signal }),
  }));
}
