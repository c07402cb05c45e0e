import type { Jackknifed, Measured } from '../metrics/index.ts';
import type { ScoreErrorAt } from './scoreErrors.ts';

export type { Measured } from '../metrics/index.ts';

/** What is measured of one set of samples. */
export interface Quality {
  /** Sliced Wasserstein-2 distance to fresh data. */
  readonly slicedWasserstein: Measured;
  /** Energy distance (squared form, U-statistic) to fresh data. */
  readonly energy: Measured;
  /**
   * Rms distance to the end of the followed score's own flow from the same start: deterministic solvers. On the exact score without
   * error it is known in up to 100 dimensions, else where calls were given to follow the flow with.
   */
  readonly flowDistance?: number;
  /** Sliced Wasserstein-2 distance to the law itself, where that is known. */
  readonly lawDistance?: Measured;
}

/** One repetition of a cell: samples of a seed of their own, held against fresh data of that seed. All solvers share both. */
export interface Draw extends Quality {
  readonly seed: string | number;
  /** For all samples together. */
  readonly seconds: number;
  /** With its values without each group, so that differences of solvers are known better than each of them. */
  readonly energy: Jackknifed;
  /** Rms by which the end of the flow moved from half of the calls to all of them, where calls were given to follow it with. */
  readonly flowMoved?: number;
}

/** One solver at one number of steps, the mean of its draws. */
export interface Cell extends Quality {
  /** As written on the command line, options that differ from their defaults included: `ddpm(variance=large)`. */
  readonly solver: string;
  readonly grid: string;
  /** Whose score it followed: the network's, or the exact one. */
  readonly score: 'network' | 'exact';
  /** The scale of guidance, where several were asked for. */
  readonly guidance?: number;
  readonly isStochastic: boolean;
  readonly steps: number;
  /** The evaluations it was to keep within, where budgets were given in place of steps. */
  readonly budget?: number;
  /** Network calls per sample. */
  readonly evaluations: number;
  /** For all samples of a draw. */
  readonly seconds: number;
  readonly draws: readonly Draw[];
}

/** One solver at one number of steps that gave no usable samples. */
export interface Failure {
  readonly solver: string;
  readonly grid: string;
  readonly score: 'network' | 'exact';
  readonly guidance?: number;
  readonly steps: number;
  readonly budget?: number;
  /** What went wrong, in one line: where values stopped being finite, or how far the samples are off. */
  readonly reason: string;
}

/** What to use when so many network calls can be afforded: cells of `Comparison.cells`, by index. */
export interface Pick {
  readonly score: 'network' | 'exact';
  readonly budget: number;
  /** The fewest evaluations among the cells whose energy distance cannot be told from the lowest. */
  readonly best: number;
  /** The other solvers that cannot be told from it, each at its fewest evaluations: with `best` they hold the truly best in 19 of 20. */
  readonly tied: readonly number[];
  /** How far ahead of the next other solver the lowest energy distance is; left out where there is no other. */
  readonly lead?: Lead;
}

/** How sure it is that the lowest energy distance is not another solver's. */
export interface Lead {
  /** Cells, by index: the lowest, and the lowest of another solver. */
  readonly first: number;
  readonly next: number;
  /** Energy distance of the next less that of the first, from the same noise and data. */
  readonly difference: Measured;
  /** How likely so large a difference is where there is none, by Student's t, times the number of other cells: below 0.05 it counts. */
  readonly chance: number;
}

/** The result of a comparison, as written to JSON. */
export interface Comparison {
  readonly data: string;
  readonly dimension: number;
  readonly schedule: string;
  /** What predicted x0 was held to, if anything. */
  readonly limit?: string;
  readonly samples: number;
  readonly seed: string | number;
  /** Draws of each cell. */
  readonly repeats: number;
  readonly backend: string;
  /** Root mean square of the deliberate error of eps, where the exact score has one. */
  readonly scoreError?: number;
  readonly network?: {
    readonly architecture: string;
    readonly parameters: number;
    /** Steps it was trained for, and samples of each; left out of a network that was trained elsewhere. */
    readonly steps?: number;
    readonly batch?: number;
    /** How long training took, where it was part of this. */
    readonly seconds?: number;
    /** The run folder it comes from, where it was not trained as part of this. */
    readonly run?: string;
    readonly loss: readonly { readonly step: number; readonly loss: number }[];
  };
  /** The error of the network's score over time, where the law of the data is known. */
  readonly networkErrors?: readonly ScoreErrorAt[];
  /** Calls that flows were followed with, where they were given, and the rms by which ends moved from half of them to all. */
  readonly flows?: { readonly calls: number; readonly network?: number; readonly exact?: number };
  /**
   * Two fresh data sets of the same size against each other: what a perfect sampler scores. The mean over some pairs;
   * the error is the spread of as many pairs as a cell has draws, to hold a cell against.
   */
  readonly floor: {
    readonly slicedWasserstein: Measured;
    readonly energy: Measured;
    /** One fresh data set against the law itself, where cells have such a distance. */
    readonly law?: Measured;
  };
  readonly cells: readonly Cell[];
  readonly failures: readonly Failure[];
  /**
   * The Pareto front, as indices of cells by rising evaluations: each has the lowest energy distance at its
   * evaluations, and beats those before it by more than two standard errors.
   */
  readonly front: { readonly network: readonly number[]; readonly exact: readonly number[] };
  readonly picks: readonly Pick[];
  readonly versions: Readonly<Record<string, string>>;
  /** The command that repeats it. */
  readonly command: string;
}

/** Some samples followed over time: state i holds the first two coordinates of each at times[i], flat. */
export interface Paths {
  readonly times: Float64Array;
  readonly states: readonly Float64Array[];
}

/** Scores in the plane at one time, times sigma, which is of one size at all times: at points of a square grid, all flat. */
export interface ScoreField {
  readonly t: number;
  /** What is left of the data. */
  readonly alpha: number;
  /** ln(alpha / sigma) */
  readonly logSnr: number;
  readonly points: Float64Array;
  /** That of the law of the data, where it is known. */
  readonly exact?: Float64Array;
  readonly network?: Float64Array;
}

/** The density of the first coordinate of noised data, at places of even distance and times of even distance or ratio. */
export interface MarginalDensity {
  readonly times: Float64Array;
  readonly isLogarithmic: boolean;
  readonly places: Float64Array;
  /** [times, places], relative to the highest of each time. */
  readonly density: Float64Array;
}

/** What people would rather look at; first two coordinates of some samples. */
export interface Pictures {
  readonly data: Float64Array;
  /** One per cell of the comparison, in its order. */
  readonly samples: readonly Float64Array[];
  readonly forward: Paths;
  readonly reverse: readonly { readonly solver: string; readonly paths: Paths }[];
  /** What is behind all paths. */
  readonly density: MarginalDensity;
  /** Scores at some times, of data in the plane; none of others. */
  readonly fields: readonly ScoreField[];
}
