/** The times of a range cut into halves of halves, by whole numbers of the smallest parts. */
export interface Dyadic {
  readonly parts: number;
  /** The most often the range is cut. */
  readonly finest: number;
  at(index: number): number;
  /** Smallest parts in a step of so many cuts. */
  length(level: number): number;
  /** The fewest cuts that make steps no longer than h. */
  levelOf(h: number): number;
  /** The fewest cuts, no fewer than `level`, of which a step begins at an index. */
  fitting(index: number, level: number): number;
}

/** Steps are halves of halves, so that each is a node of the tree of a Brownian path and costs no more than fresh noise. */
export function dyadic(from: number, to: number): Dyadic {
  const finest = 40;
  const parts = 2 ** finest;
  const length = (level: number): number => 2 ** (finest - level);
  return {
    parts,
    finest,
    length,
    at: (index) => (index === parts ? to : from + (index / parts) * (to - from)),
    levelOf: (h) => Math.max(0, Math.ceil(Math.log2(Math.abs(to - from) / h) - 1e-9)),
    fitting: (index, level) => {
      let own = level;
      while (own <= finest && index % length(own) !== 0) own++;
      return own;
    },
  };
}
