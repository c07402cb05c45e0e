import { ddpm } from '../../solvers/index.ts';
import { InputError, requireInRange } from '../errors/index.ts';
import type { Grid, GridRule } from '../grids/index.ts';
import { foldIn, freshNoise, keyOf, type NoiseSource } from '../noise/index.ts';
import {
  type Denoiser,
  forward,
  type Prediction,
  type ReverseDiffusion,
  reverse,
  type Schedule,
} from '../problem/index.ts';
import { drawnSeed, type SampleOptions, type SolverFor, sample } from '../sampling/index.ts';
import { repeatedNoise } from './repeatedNoise.ts';

/** Where and how two samples are mixed. */
export interface InterpolateOptions<X, P extends Prediction<X>>
  extends Pick<SampleOptions<X, ReverseDiffusion<X, P>>, 'signal' | 'onStep'> {
  /** The time to which both are noised, and from which the reverse process begins: see {@link atDepth}. */
  readonly time: number;
  /** Shares of the second sample: 0 is the first one alone. */
  readonly weights: readonly number[];
  /** The reverse process; DDPM's by default. */
  readonly solver?: SolverFor<X, ReverseDiffusion<X, P>> | undefined;
  /** Lays the times from `time` down; the solver's own rule by default. */
  readonly grid?: GridRule | undefined;
  /** Intervals, the closing one to x0 included; 100 by default. */
  readonly steps?: number | undefined;
  /** Same seed, same noise; without one it is drawn, and is in the result. */
  readonly seed?: string | number | undefined;
}

/** What lies between two samples. */
export interface Interpolated<X> {
  /** For each weight the rows, one weight after another; on tensors they are the caller's to dispose of. */
  readonly x: X;
  readonly seed: string | number;
  readonly grid: Grid;
  /** Network calls per sample. */
  readonly evaluations: number;
}

/**
 * The time at a share of the way into noise, by the angle phi = arctan(sigma / alpha): of any schedule, half of the way looks alike.
 *
 * @param depth above 0, where the data are, up to 1, where sampling begins
 * @throws InputError if depth is not above 0 and at most 1
 */
export function atDepth(schedule: Schedule, depth: number): number {
  requireInRange('depth', depth, Number.MIN_VALUE, 1);
  const [last] = schedule.range.sample;
  if (depth === 1) return last;
  const whole = Math.atan2(schedule.sigma(last), schedule.alpha(last));
  return schedule.timeOf(-Math.log(Math.tan(depth * whole)));
}

/** The grid of a rule from a time down to the data. */
function gridFrom(schedule: Schedule, time: number, rule: GridRule, steps: number): Grid {
  const { name, range } = schedule;
  const [first, last] = range.sample;
  if (!(time > last && time <= first)) {
    throw new InputError(
      `interpolate: time must be above ${last} and at most ${first} on schedule ${name}, got ${time}`,
    );
  }
  const cut = { ...schedule, range: { ...range, sample: [time, last] as const } };
  const grid = rule.over(cut, steps);
  if (grid.times[0] === time) return grid;
  throw new InputError(
    `interpolate: grid ${rule.name} begins at ${grid.times[0]} whatever is asked; use one of levels, such as uniform-log-snr or karras`,
  );
}

/**
 * Two samples mixed at a depth of noise: both are noised with the same z, mixed on a straight line, and taken back by the reverse
 * process.
 *
 *   x_t = (1 - w) (alpha a + sigma z) + w (alpha b + sigma z) = alpha ((1 - w) a + w b) + sigma z
 *
 * Noise of its own for each would lose variance in the middle, (1 - w)^2 + w^2 of it, and leave the law at t. Rows of all weights share
 * z and the draws of the reverse process, so that what differs along them is w alone. The deeper, the less is left of both samples and
 * the more is made up.
 *
 * @param a the first samples, one row each; they stay the caller's
 * @param b the second samples, as many
 * @param options where and how they are mixed
 * @throws InputError if there are not as many of both, time is outside the schedule, or the grid does not begin there
 * @throws DivergenceError if a sample is not finite
 * @see Ho, Jain & Abbeel (2020), arXiv:2006.11239, section 4.3 and figure 8
 */
export async function interpolate<X, P extends Prediction<X>>(
  denoiser: Denoiser<X, P>,
  a: X,
  b: NoInfer<X>,
  options: InterpolateOptions<NoInfer<X>, NoInfer<P>>,
): Promise<Interpolated<X>> {
  const { space, schedule } = denoiser;
  const { time, weights, seed = drawnSeed(), steps = 100, signal, onStep } = options;
  const solver: SolverFor<X, ReverseDiffusion<X, P>> = options.solver ?? ddpm();
  const count = space.count(a);
  if (count !== space.count(b) || weights.length === 0) {
    throw new InputError(
      `interpolate: expected as many samples of both, and weights, got ${count} and ${space.count(b)} samples, ${weights.length} weights`,
    );
  }
  const grid = gridFrom(schedule, time, options.grid ?? solver.defaultGrid, steps);
  const key = foldIn(keyOf(seed), 'interpolate');
  const fresh = freshNoise(space, foldIn(key, 'reverse'), { first: 0, count });
  const start = space.scope(() => {
    const z = freshNoise(space, foldIn(key, 'forward'), { first: 0, count })
      .over(0, time, 0)
      .normal();
    const { marginal } = forward(schedule, space);
    return space.concat(weights.map((w) => marginal(space.combine([1 - w, a], [w, b]), time, z)));
  });
  try {
    const noise = (): NoiseSource<X> => repeatedNoise(space, fresh, weights.length);
    const how = { solver, grid, start, noise, seed, signal, onStep };
    const { x, evaluations } = await sample(reverse(denoiser), how);
    return { x, seed, grid, evaluations };
  } finally {
    space.free(start);
  }
}
