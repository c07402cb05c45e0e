import type { Key, Rows } from '../noise/index.ts';
import type { ExactProblem } from '../problem/index.ts';

/** What the samples of a draw are of. */
export interface Labels {
  /** Every class, in the order of the numbers that stand for them. */
  readonly classes: readonly string[];
  /** [count] the class of each sample that the data give for the same key and rows. */
  draw(key: Key, rows: Rows): Int32Array;
}

/** A set of so many samples, numbered from 0. */
export interface FiniteSamples {
  readonly count: number;
  /** The samples of some numbers, flat, one after another. */
  read(numbers: Uint32Array): Float64Array;
}

/** Data as an endless or finite source of samples, addressed by key and row; flat, rows one after another. */
export interface Dataset {
  /** The name the command line knows it by, or a file's. */
  readonly name: string;
  /** One line: what it is and where it comes from. */
  readonly about: string;
  /** Its settings as resolved, defaults included. */
  readonly options: Readonly<Record<string, number | string | boolean>>;
  /** Of one sample: [2], or [28, 28, 1] for an image, which is height, width, channels. */
  readonly shape: readonly number[];
  /** Elements of one sample. */
  readonly dimension: number;
  /** Samples [first, first + count) of the draw that `key` names. */
  draw(key: Key, rows: Rows): Float64Array;
  /** What it has of its own, where it is a finite set. */
  readonly finite?: FiniteSamples;
  /** Which class each sample is of, where there are classes. */
  readonly labels?: Labels;
  /** A caption of each sample that `draw` gives for the same key and rows, where there are captions. */
  captions?(key: Key, rows: Rows): readonly string[];
  /** Its law, where that is known. */
  readonly exact?: ExactProblem;
}
