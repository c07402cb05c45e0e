import { rk45 } from '../../solvers/index.ts';
import { type Denoiser, isPureNoise, type Ode } from '../problem/index.ts';
import { solve } from '../sampling/index.ts';
import { type FlowEnds, once, rms } from './reference.ts';

/**
 * The probability flow in u = ln(sigma / alpha) of y = x / alpha:
 *
 *   dy / du = e^u eps(alpha y, t(u))
 */
function flowInLogNoise<X>({ space, schedule, predict }: Denoiser<X>): Ode<X> {
  return {
    space,
    velocity: (y, u) => {
      const t = schedule.timeOf(-u);
      const x = space.combine([schedule.alpha(t), y]);
      return space.combine([Math.exp(u), predict(x, t).eps]);
    },
  };
}

/**
 * Where the probability flow of a score, a network's or another, takes a start: what deterministic solvers tend to as steps grow,
 * whatever the network has learned. Runge-Kutta of order 5 with uniform steps in log-SNR, from where sampling begins to where it ends on grids of levels,
 * then x0, as all solvers close.
 *
 * @param start rows at time t; they stay the caller's
 * @param calls calls of the score a sample at most, the closing one included
 * @returns rows of its own
 */
export async function ownFlowEnd<X>(
  denoiser: Denoiser<X>,
  { start, t, calls }: { start: X; t: number; calls: number },
  signal?: AbortSignal,
): Promise<X> {
  const { space, schedule, predict } = denoiser;
  const [first, last] = schedule.range.sample;
  const isNoise = isPureNoise(schedule, t);
  const from = isNoise ? first : t;
  const y = space.scope(() => {
    if (!isNoise) return space.combine([1 / schedule.alpha(t), start]);
    const { x0, eps } = predict(start, t);
    return space.combine([1, x0], [schedule.sigma(from) / schedule.alpha(from), eps]);
  });
  const solver = rk45();
  const over = [-schedule.logSnr(from), -schedule.logSnr(last)] as const;
  const steps = Math.max(1, Math.floor((calls - 1) / solver.evaluationsPerStep));
  const ode = flowInLogNoise(denoiser);
  try {
    const ended = await solve(ode, { solver, start: y, over, steps, seed: 0, signal });
    const x0 = space.scope(() => predict(space.combine([schedule.alpha(last), ended.x]), last).x0);
    space.free(ended.x);
    return x0;
  } finally {
    space.free(y);
  }
}

/**
 * {@link ownFlowEnd} of host arrays, that works once for each time: for solvers that share their start. An end is known as well as it
 * moves, rms over samples, from half of the calls to all of them.
 */
export function ownFlow<X>(denoiser: Denoiser<X>, calls: number, signal?: AbortSignal): FlowEnds {
  const { space } = denoiser;
  return once(async (start, t) => {
    const at = space.fill(start.length / space.size, (out) => out.set(start));
    const endWith = async (most: number): Promise<Float64Array> => {
      const end = await ownFlowEnd(denoiser, { start: at, t, calls: most }, signal);
      const values = Float64Array.from(await space.read(end));
      space.free(end);
      return values;
    };
    try {
      const [before, end] = [await endWith(Math.ceil(calls / 2)), await endWith(calls)];
      return { end, moved: rms(end, before, space.size) };
    } finally {
      space.free(at);
    }
  });
}
