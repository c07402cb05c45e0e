/** Steps that a mean loss is taken over. */
const span = 100;

/** The loss of the first step of a run, and the latest ones, at most a hundred. */
export interface LossTrack {
  readonly first?: number;
  readonly recent: readonly number[];
}

/** A track with one loss more. */
export function tracked({ first, recent }: LossTrack, loss: number): LossTrack {
  return { first: first ?? loss, recent: [...recent.slice(-(span - 1)), loss] };
}

/** The mean of some numbers. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Whether losses went astray: the median of the last hundred lies above the first loss by more than ten times its size,
 * or 10. Sound runs come down from there; a median does not mind a few large ones.
 */
export function isDiverging({ first = 0, recent }: LossTrack): boolean {
  if (recent.length < span) return false;
  const median = [...recent].sort((a, b) => a - b)[span / 2] as number;
  return median > first + 10 * Math.max(Math.abs(first), 1);
}
