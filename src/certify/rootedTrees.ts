type Row = readonly number[];

/** A rooted tree: one term of the expansion of a solution, and one condition on a Runge-Kutta method. */
export interface RootedTree {
  /** `.` for a leaf, its branches in brackets otherwise. */
  readonly name: string;
  /** How many vertices it has. */
  readonly order: number;
  /** Its order times the densities of its branches. */
  readonly density: number;
  readonly branches: readonly RootedTree[];
}

function grown(branches: readonly RootedTree[]): RootedTree {
  const order = branches.reduce((sum, branch) => sum + branch.order, 1);
  return {
    name: branches.length === 0 ? '.' : `[${branches.map(({ name }) => name).join('')}]`,
    order,
    density: branches.reduce((product, { density }) => product * density, order),
    branches,
  };
}

/** All sets of trees with so many vertices together, of the first `known` of a list. */
function forests(trees: readonly RootedTree[], vertices: number, known: number): RootedTree[][] {
  if (vertices === 0) return [[]];
  return trees.slice(0, known).flatMap((last, i) => {
    if (last.order > vertices) return [];
    return forests(trees, vertices - last.order, i + 1).map((others) => [...others, last]);
  });
}

/**
 * All rooted trees of at most so many vertices: 1, 1, 2, 4, 9 of one to five.
 *
 * @see Butcher (1963), J. Austral. Math. Soc. 3:185; Hairer, Norsett & Wanner (1993), section II.2
 */
export function rootedTrees(order: number): readonly RootedTree[] {
  const trees: RootedTree[] = [];
  for (let n = 0; n < order; n++) trees.push(...forests(trees, n, trees.length).map(grown));
  return trees;
}

/** What the stages make of a tree: the product over its branches of A times what they make of the branch. */
export function stagesOf(A: readonly Row[], { branches }: RootedTree): Row {
  const made = branches.map((branch) => {
    const within = stagesOf(A, branch);
    return A.map((row) => row.reduce((sum, a, j) => sum + a * (within[j] ?? 0), 0));
  });
  return A.map((_, i) => made.reduce((product, row) => product * (row[i] ?? 0), 1));
}
