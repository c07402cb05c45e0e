import { InputError, requireInteger } from '../errors/index.ts';
import { type Grid, type GridRule, requireWithin } from '../grids/index.ts';
import {
  fillNormal,
  foldIn,
  freshNoise,
  keyOf,
  type NoiseSource,
  type Rows,
} from '../noise/index.ts';
import type { Prediction, ReverseDiffusion, Schedule } from '../problem/index.ts';
import { drain, type Ended } from './drain.ts';
import { drawnSeed } from './seed.ts';
import { isReverse, rowsIn } from './solvable.ts';
import type { SolverFor, State } from './trajectory.ts';

/** How to sample. Everything but the solver has a default. */
export interface SampleOptions<X, P> {
  readonly solver: SolverFor<X, P>;
  /** Intervals, the closing one to x0 included; 20 by default. */
  readonly steps?: number | undefined;
  /** Times to visit, or a rule that lays `steps` of them; the solver's own rule by default. */
  readonly grid?: Grid | GridRule | undefined;
  /** 1000 by default. */
  readonly samples?: number | undefined;
  /** Row of the whole draw that the first sample is, 0 by default: so that a draw can be split, over machines too, or be carried on. */
  readonly first?: number | undefined;
  /** Same seed, same samples; without one it is drawn, and is in the result. */
  readonly seed?: string | number | undefined;
  /** Samples solved at a time, whole blocks where the network has them; results do not depend on it. 4096 by default. */
  readonly batch?: number | undefined;
  /** Where to start in place of noise, one row per sample, solved as one batch; it stays the caller's. */
  readonly start?: X | undefined;
  /** The noise of a batch, in place of fresh draws keyed by step. */
  readonly noise?: ((rows: Rows) => NoiseSource<X>) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with every state of every batch; x is borrowed. */
  readonly onStep?: ((state: State<X>, rows: Rows) => void | Promise<void>) | undefined;
}

/** Samples and how they came about. */
export interface Sampled<X> {
  /** The samples, one row each; on tensors they are the caller's to dispose of. */
  readonly x: X;
  readonly seed: string | number;
  readonly grid: Grid;
  /** Network calls per sample. */
  readonly evaluations: number;
}

/** Samples of a batch, raised to whole blocks of a network. */
export function wholeBlocks(batch: number, block = 1): number {
  return Math.ceil(batch / block) * block;
}

function gridFor<X, P>(schedule: Schedule, { solver, grid, steps }: SampleOptions<X, P>): Grid {
  if (grid === undefined || 'over' in grid) {
    const laid = (grid ?? solver.defaultGrid).over(schedule, steps ?? 20);
    requireWithin(laid, schedule);
    return laid;
  }
  const intervals = grid.times.length - 1;
  if (steps !== undefined && steps !== intervals) {
    throw new InputError(
      `sample: grid ${grid.name} has ${intervals} intervals, got steps = ${steps}; give one of the two`,
    );
  }
  requireWithin(grid, schedule);
  return grid;
}

/**
 * Noise to data: draws samples of a reverse diffusion.
 *
 * The start is N(0, alpha^2 + sigma^2) at the first time of the grid, the marginal of data of unit variance: 1 for
 * variance-preserving schedules, all but sigma for exploding ones. A sample depends on the seed and on its row alone.
 *
 * @param problem what is solved, or that of some rows, where each has a condition of its own
 * @throws InputError if an option is out of range or the grid leaves the schedule
 * @throws DivergenceError if a sample is not finite, naming the first step and time
 */
export async function sample<X, P extends Prediction<X>>(
  problem: ReverseDiffusion<X, P> | ((rows: Rows) => ReverseDiffusion<X, P>),
  options: SampleOptions<NoInfer<X>, ReverseDiffusion<NoInfer<X>, NoInfer<P>>>,
): Promise<Sampled<X>> {
  const problemOf = typeof problem === 'function' ? problem : () => problem;
  const any = problemOf({ first: 0, count: 1 });
  if (!isReverse(any)) {
    throw new InputError(
      'sample: only a reverse diffusion starts from noise; use solve(problem, { solver, start, over })',
    );
  }
  const { space, schedule, block = 1 } = any;
  const { solver, start, signal, onStep, first: begin = 0, seed = drawnSeed() } = options;
  const samples = start === undefined ? (options.samples ?? 1000) : rowsIn('sample', space, start);
  const batch = start === undefined ? (options.batch ?? 4096) : samples;
  requireInteger('sample: samples', samples);
  requireInteger('sample: batch', batch);
  requireInteger('sample: first', begin, 0);
  const atOnce = wholeBlocks(batch, block);
  const grid = gridFor(schedule, options);
  const key = keyOf(seed);
  const noiseOf = options.noise ?? ((rows) => freshNoise(space, foldIn(key, 'noise'), rows));
  const from = grid.times[0] as number;
  const std = Math.hypot(schedule.alpha(from), schedule.sigma(from));
  const pureNoise = ({ first, count }: Rows): X =>
    space.fill(count, (out) =>
      fillNormal(out, space.size, foldIn(key, 'start'), first, { scale: std }),
    );
  const draw = async (rows: Rows): Promise<Ended<X>> => {
    const at = start ?? pureNoise(rows);
    const run = { solver, grid, start: at, noise: noiseOf(rows), signal };
    try {
      return await drain(problemOf(rows), run, (state) => onStep?.(state, rows));
    } finally {
      if (at !== start) space.free(at);
    }
  };
  const ended: Ended<X>[] = [];
  try {
    for (let first = 0; first < samples; first += atOnce) {
      const count = Math.min(atOnce, samples - first);
      ended.push(await draw({ first: begin + first, count }));
    }
    const x = space.concat(ended.map((part) => part.x));
    return { x, seed, grid, evaluations: ended[0]?.evaluations ?? 0 };
  } finally {
    for (const part of ended) space.free(part.x);
  }
}
