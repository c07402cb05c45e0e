/** Paths of an SDE at some of the times of a grid. */
export interface RecordedPaths {
  /** Increasing indices of the grid's times, the first and the last among them. */
  readonly times: Float64Array;
  /** [paths, times, variables], flat. */
  readonly values: Float64Array;
  readonly paths: number;
  readonly variables: number;
  readonly seed: string | number;
}

/** The variables of one path at one time: a view, so that it can be written to. */
export function stateOf(
  { times, values, variables }: Pick<RecordedPaths, 'times' | 'values' | 'variables'>,
  path: number,
  time: number,
): Float64Array {
  const at = (path * times.length + time) * variables;
  return values.subarray(at, at + variables);
}

/** One variable at one time, over the paths. */
export function acrossPaths(recorded: RecordedPaths, time: number, variable: number): Float64Array {
  const at = (path: number): number => stateOf(recorded, path, time)[variable] as number;
  return Float64Array.from({ length: recorded.paths }, (_, path) => at(path));
}

/** One variable along one path, over the times. */
export function alongPath(recorded: RecordedPaths, path: number, variable: number): Float64Array {
  return recorded.times.map((_, time) => stateOf(recorded, path, time)[variable] as number);
}
