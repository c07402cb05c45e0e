import type { OdeSolver } from '../../solvers/index.ts';
import type { Rows } from '../noise/index.ts';
import type { ProbeLaw, Trace } from './trace.ts';

/** How a likelihood is computed. Everything has a default. */
export interface LikelihoodOptions {
  /** By default exact for samples of at most 16 elements, which takes as many products, and else Hutchinson's estimator. */
  readonly trace?: Trace | undefined;
  /** Of Hutchinson's estimator, for each sample; 2 by default, the fewest that tell an error. */
  readonly probes?: number | undefined;
  /** `rademacher` by default, random signs, of whose estimates the diagonal is exact. */
  readonly probeLaw?: ProbeLaw | undefined;
  /** Names the probes: same seed, same estimates; without one it is drawn, and is in the result. */
  readonly seed?: string | number | undefined;
  /** Equal steps of ln arctan(sigma / alpha); 50 by default. */
  readonly steps?: number | undefined;
  /** The classical Runge-Kutta method of order 4 by default. */
  readonly solver?: OdeSolver | undefined;
  /**
   * The level sigma / alpha that data are taken to be at; by default the smallest that the schedule samples. Below it a network has not
   * been trained.
   */
  readonly sigmaMin?: number | undefined;
  /** Samples at a time, whole blocks where the network has them; results do not depend on it. 1024 by default. */
  readonly batch?: number | undefined;
  /** Where the first row is among all data, where these are shared out: probes are addressed by it. 0 by default. */
  readonly firstRow?: number | undefined;
  /** Stops it: its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each step of each batch, and before the first with 0. */
  readonly onStep?: ((step: number, rows: Rows) => void | Promise<void>) | undefined;
}

/** Log-likelihoods of samples, in nats, and how they came about. */
export interface Likelihoods {
  /** ln p(x) of each row, in nats. */
  readonly logDensity: Float64Array;
  /** The standard error of each that Hutchinson's probes leave; left out of an exact trace, and of a single probe. */
  readonly errors?: Float64Array;
  readonly trace: Trace;
  /** For each sample; 0 of an exact trace. */
  readonly probes: number;
  readonly seed: string | number;
  /** The level sigma / alpha that data were taken to be at. */
  readonly sigmaMin: number;
  /** Network calls per sample; a product with the Jacobian is a call, and the way back through it comes on top. */
  readonly evaluations: number;
}
