/** The cheapest way to move a set of equal weights onto another, and what the transport costs at the margin. */
export interface Transport {
  /** Sum of mass times cost, the mass of each set 1. */
  readonly cost: number;
  /** [n] and [m]: phi_i + psi_j <= c_ij, equal where mass moves; their means add up to the cost. */
  readonly potentials: readonly [phi: Float64Array, psi: Float64Array];
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

/**
 * Optimal transport between n and m points of equal weights: shortest augmenting paths with potentials, as for an assignment, with
 * as many units in each point as both sets need to have whole ones.
 *
 * @param costs c_ij, [n, m], flat
 * @see Jonker & Volgenant (1987), Computing 38:325; Ahuja, Magnanti & Orlin (1993), Network Flows, section 9.7
 */
export function transport(costs: Float64Array, n: number, m: number): Transport {
  const divisor = commonDivisor(n, m);
  const [supply, demand] = [m / divisor, n / divisor];
  const phi = Float64Array.from({ length: n }, (_, i) => {
    let least = Number.POSITIVE_INFINITY;
    for (let j = i * m; j < (i + 1) * m; j++) least = Math.min(least, costs[j] as number);
    return least;
  });
  const psi = new Float64Array(m);
  const open = new Float64Array(m).fill(demand);
  /** Units that each column gets, by row. */
  const flows = Array.from({ length: m }, () => new Map<number, number>());
  const distance = new Float64Array(m);
  const rowOf = new Int32Array(m);
  const settled = new Uint8Array(m);
  /** Of rows that have been reached: the column they were reached from, and how far they are. */
  const reached = new Map<number, { readonly from: number; readonly at: number }>();

  const relax = (row: number, at: number): void => {
    const base = at - (phi[row] as number);
    for (let j = 0; j < m; j++) {
      if (settled[j] === 1) continue;
      const through = base + (costs[row * m + j] as number) - (psi[j] as number);
      if (through < (distance[j] as number)) {
        distance[j] = through;
        rowOf[j] = row;
      }
    }
  };
  const nearest = (): number => {
    let best = -1;
    for (let j = 0; j < m; j++) {
      if (settled[j] === 0 && (best < 0 || (distance[j] as number) < (distance[best] as number))) {
        best = j;
      }
    }
    return best;
  };
  /** The nearest column with room, from a row. */
  const search = (row: number): number => {
    distance.fill(Number.POSITIVE_INFINITY);
    settled.fill(0);
    reached.clear();
    reached.set(row, { from: -1, at: 0 });
    relax(row, 0);
    for (;;) {
      const j = nearest();
      settled[j] = 1;
      if ((open[j] as number) > 0) return j;
      const at = distance[j] as number;
      for (const other of flows[j]?.keys() ?? []) {
        if (reached.has(other)) continue;
        reached.set(other, { from: j, at });
        relax(other, at);
      }
    }
  };
  const moved = (column: number, row: number, units: number): void => {
    const into = flows[column] as Map<number, number>;
    const now = (into.get(row) ?? 0) + units;
    if (now === 0) into.delete(row);
    else into.set(row, now);
  };
  for (let row = 0; row < n; row++) {
    for (let excess = supply; excess > 0; ) {
      const end = search(row);
      const far = distance[end] as number;
      for (const [i, { at }] of reached) phi[i] = (phi[i] as number) + far - at;
      for (let j = 0; j < m; j++) {
        if (settled[j] === 1) psi[j] = (psi[j] as number) - far + (distance[j] as number);
      }
      const path: { readonly row: number; readonly to: number; readonly from: number }[] = [];
      for (let to = end; to >= 0; ) {
        const through = rowOf[to] as number;
        const from = reached.get(through)?.from ?? -1;
        path.push({ row: through, to, from });
        to = from;
      }
      const units = path.reduce(
        (least, { row: through, from }) =>
          from < 0 ? least : Math.min(least, flows[from]?.get(through) ?? 0),
        Math.min(excess, open[end] as number),
      );
      for (const { row: through, to, from } of path) {
        moved(to, through, units);
        if (from >= 0) moved(from, through, -units);
      }
      open[end] = (open[end] as number) - units;
      excess -= units;
    }
  }
  let cost = 0;
  for (const [j, into] of flows.entries()) {
    for (const [i, units] of into) cost += units * (costs[i * m + j] as number);
  }
  return { cost: cost / (n * supply), potentials: [phi, psi] };
}
