import { type Comparison, nameOf } from '../compare/index.ts';

/** The cells of each solver by its name, as indices in their order. */
export function cellsByName(comparison: Comparison): ReadonlyMap<string, readonly number[]> {
  const byName = new Map<string, number[]>();
  for (const [i, cell] of comparison.cells.entries()) {
    const name = nameOf(cell, comparison);
    const own = byName.get(name);
    if (own === undefined) byName.set(name, [i]);
    else own.push(i);
  }
  return byName;
}
