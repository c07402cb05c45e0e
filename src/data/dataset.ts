import type { Key, Rows } from '../noise/index.ts';
import type { ExactProblem } from '../problem/index.ts';

/** Data as an endless or finite source of samples, addressed by key and row; flat, rows one after another. */
export interface Dataset {
  /** The name the command line knows it by, or a file's. */
  readonly name: string;
  /** One line: what it is and where it comes from. */
  readonly about: string;
  /** Its settings as resolved, defaults included. */
  readonly options: Readonly<Record<string, number | string | boolean>>;
  /** Elements of one sample. */
  readonly dimension: number;
  /** Samples [first, first + count) of the draw that `key` names. */
  draw(key: Key, rows: Rows): Float64Array;
  /** Its law, where that is known. */
  readonly exact?: ExactProblem;
}
