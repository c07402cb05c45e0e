/** A number with its standard error. */
export interface Measured {
  readonly value: number;
  readonly error: number;
}
