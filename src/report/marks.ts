import { type Comparison, nameOf } from '../compare/index.ts';

/** How one solver is drawn everywhere: a colour of the page's palette, a symbol, and dashes where it is stochastic. */
export interface Mark {
  /** The solver, with its grid where it runs on several. */
  readonly name: string;
  /** Its number, which is on everything that is drawn of it. */
  readonly series: number;
  readonly color: string;
  readonly symbol: string;
  readonly isStochastic: boolean;
}

const symbols = ['circle', 'square', 'triangle', 'diamond', 'star', 'cross', 'wye'];

/** Colours of the palette; the page gives each a value that is readable on its background. */
export const colors = 12;

/** One mark for each of some runs, by their names and in their order. */
export function marksFor(
  runs: readonly { readonly name: string; readonly isStochastic: boolean }[],
): readonly Mark[] {
  return runs.map(({ name, isStochastic }, i) => ({
    ...{ name, series: i, isStochastic },
    color: `var(--series-${i % colors})`,
    symbol: symbols[i % symbols.length] as string,
  }));
}

/** One mark for each solver of a comparison, in the order of its cells. */
export function marksOf(comparison: Comparison): readonly Mark[] {
  const kinds = new Map(
    comparison.cells.map((cell) => [nameOf(cell, comparison), cell.isStochastic]),
  );
  return marksFor([...kinds].map(([name, isStochastic]) => ({ name, isStochastic })));
}
