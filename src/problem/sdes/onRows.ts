import type { Column } from '../formula/columns.ts';
import type { Formula } from '../formula/formula.ts';

type F = Float64Array;

/** Formulas of t and some variables, whose parameters are known. */
export interface Names {
  readonly variables: readonly string[];
  readonly parameters: Readonly<Record<string, number>>;
}

/** Formulas on rows of `variables`, one for each element of a row. */
export function onRows(
  formulas: readonly Formula[],
  { variables, parameters }: Names,
): (x: F, t: number) => F {
  const width = variables.length;
  return (x, t) => {
    const rows = x.length / width;
    const columns = variables.map((_, d) =>
      width === 1
        ? x
        : Float64Array.from({ length: rows }, (_row, r) => x[r * width + d] as number),
    );
    const symbols: Record<string, Column> = { ...parameters, t };
    for (const [d, name] of variables.entries()) symbols[name] = columns[d] as F;
    const out = new Float64Array(x.length);
    for (const [d, own] of formulas.entries()) {
      const value = own.on(symbols);
      for (let r = 0; r < rows; r++)
        out[r * width + d] = typeof value === 'number' ? value : (value[r] as number);
    }
    return out;
  };
}
