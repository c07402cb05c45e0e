/** Samples read from a file: flat, rows one after another. */
export interface PointsFile {
  readonly values: Float64Array;
  /** Values of one sample. */
  readonly dimension: number;
}
