import type { ItoSde } from '../sde.ts';

/** Mean and variance of each variable. */
export interface Moments {
  readonly mean: readonly number[];
  readonly variance: readonly number[];
}

/** The mean of a function of the last state, which is known exactly. */
export interface Expectation {
  /** What the function is. */
  readonly about: string;
  /** The function. */
  readonly of: (x: number) => number;
  /** Its mean. */
  readonly exact: number;
}

/** An SDE of which something is known exactly, so that solvers can be held against it. */
export interface SdeProblem {
  /** The name the command line knows it by. */
  readonly name: string;
  /** Its settings as resolved, defaults included. */
  readonly options: Readonly<Record<string, number>>;
  /** The equation, in the syntax of formulas. */
  readonly about: string;
  readonly source: string;
  readonly variables: readonly string[];
  readonly sde: ItoSde<Float64Array>;
  /** Where a path begins, one number for each variable. */
  readonly start: readonly number[];
  /** First and last time. */
  readonly over: readonly [from: number, to: number];
  /** The last state of paths whose Brownian motion has grown by w over the whole time: element by element, alike in a row where one drives all. */
  readonly exact?: (w: Float64Array) => Float64Array;
  /** At a time after the first. */
  readonly moments?: (t: number) => Moments;
  /** What is known of a function of the last state. */
  readonly expectation?: Expectation;
}

/** f of every element. */
export function elementwise(f: (x: number) => number): (x: Float64Array) => Float64Array {
  return (x) => x.map((value) => f(value));
}
