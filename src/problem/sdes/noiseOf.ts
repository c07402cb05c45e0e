import { InputError } from '../../errors/index.ts';
import type { Formula } from '../formula/formula.ts';
import type { Additive, Diagonal, Scalar } from '../sde.ts';
import { type Names, onRows } from './onRows.ts';

type F = Float64Array;

/** What drives the variables: a Wiener process each, or one for all. */
export type NoiseKind = 'diagonal' | 'scalar';

/** g(t), if no formula depends on a variable and all are the same. */
function additive(
  formulas: readonly Formula[],
  { variables, parameters }: Names,
): Additive | undefined {
  const [first] = formulas as [Formula];
  if (formulas.some((own) => own.text !== first.text)) return undefined;
  if (variables.some((name) => first.uses(name))) return undefined;
  return { kind: 'additive', at: (t) => first.at({ ...parameters, t }) };
}

/** g(x, t), elementwise, with g dg/dx from the symbolic derivative. */
function diagonal(formulas: readonly Formula[], names: Names): Diagonal<F> {
  const { variables } = names;
  for (const [d, own] of formulas.entries()) {
    const other = variables.find((name, i) => i !== d && own.uses(name));
    if (other === undefined) continue;
    throw new InputError(
      `ito: diffusion "${own.text}" of ${variables[d]} depends on ${other}; diagonal noise depends on t and ${variables[d]} alone; take scalar noise, one Wiener process for all variables, which may depend on all`,
    );
  }
  const slopes = formulas.map((own, d) => own.derivative(variables[d] as string));
  const [at, slope] = [onRows(formulas, names), onRows(slopes, names)];
  return {
    kind: 'diagonal',
    at,
    correction: (x, t) => {
      const own = slope(x, t);
      return at(x, t).map((g, i) => g * (own[i] as number));
    },
  };
}

/** g(x, t), with its derivative along itself, sum_j g_j dg_i/dx_j, from the symbolic derivatives. */
function scalar(formulas: readonly Formula[], names: Names): Scalar<F> {
  const { variables } = names;
  const width = variables.length;
  const at = onRows(formulas, names);
  const slopes = variables.flatMap((name, j) => {
    if (!formulas.some((own) => own.uses(name))) return [];
    return [
      {
        j,
        along: onRows(
          formulas.map((own) => own.derivative(name)),
          names,
        ),
      },
    ];
  });
  return {
    kind: 'scalar',
    at,
    correction: (x, t) => {
      const g = at(x, t);
      const out = new Float64Array(x.length);
      for (const { j, along } of slopes) {
        const slope = along(x, t);
        for (let i = 0; i < out.length; i++) {
          (out[i] as number) += (g[i - (i % width) + j] as number) * (slope[i] as number);
        }
      }
      return out;
    },
  };
}

/**
 * The noise that formulas make, one for each variable: additive where they are the same function of t, else of the kind.
 * @throws InputError for diagonal noise that depends on other variables, and for formulas without a derivative
 */
export function noiseOf(
  kind: NoiseKind,
  formulas: readonly Formula[],
  names: Names,
): Additive | Diagonal<F> | Scalar<F> {
  const constant = additive(formulas, names);
  if (kind === 'diagonal') return constant ?? diagonal(formulas, names);
  return constant === undefined ? scalar(formulas, names) : { ...constant, isShared: true };
}
