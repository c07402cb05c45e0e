/** Samples [first, first + count) of the whole draw; noise, conditions and measurements are addressed by them. */
export interface Rows {
  readonly first: number;
  readonly count: number;
}
