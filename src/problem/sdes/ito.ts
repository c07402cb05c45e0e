import { InputError } from '../../errors/index.ts';
import { float64 } from '../../space/index.ts';
import type { Column } from '../formula/columns.ts';
import { type Formula, formula } from '../formula/formula.ts';
import type { Additive, Diagonal, ItoSde } from '../sde.ts';

type F = Float64Array;

/** An Ito SDE as formulas of t and its variables. */
export interface ItoFormulas {
  /** dx/dt: a formula, or one for each variable. */
  readonly drift: string | readonly string[];
  /** What dw is multiplied with: a formula for every variable, or one each; of t and the variable itself. */
  readonly diffusion: string | readonly string[];
  /** Names of the variables; x by default. */
  readonly variables?: readonly string[];
  /** Numbers by their name in the formulas. */
  readonly parameters?: Readonly<Record<string, number>>;
}

function each(
  what: string,
  given: string | readonly string[],
  variables: readonly string[],
): readonly string[] {
  const list = typeof given === 'string' ? variables.map(() => given) : given;
  if (list.length === variables.length) return list;
  throw new InputError(
    `ito: ${what} needs a formula for each of ${variables.join(', ')}, got ${list.length}; give ${variables.length}, or one for all`,
  );
}

function requireNames(
  variables: readonly string[],
  parameters: Readonly<Record<string, number>>,
): void {
  const names = [...variables, ...Object.keys(parameters)];
  if (variables.length === 0)
    throw new InputError('ito: variables must name at least one, got none');
  for (const [i, name] of names.entries()) {
    const isTaken = ['t', 'e', 'pi', 'i', 'end'].includes(name) || names.indexOf(name) !== i;
    if (isTaken || !/^[A-Za-z_]\w*$/.test(name)) {
      throw new InputError(
        `ito: names must be words that differ; t, e, pi, i and end are taken, got "${name}"`,
      );
    }
  }
  for (const [name, value] of Object.entries(parameters)) {
    if (!Number.isFinite(value))
      throw new InputError(`ito: ${name} must be a number, got ${value}`);
  }
}

/** Formulas on rows of `variables`, one for each element of a row. */
function onRows(
  formulas: readonly Formula[],
  variables: readonly string[],
  parameters: Readonly<Record<string, number>>,
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

/** g(t) if no formula depends on a variable and all are the same, else g(x, t) with g dg/dx from the symbolic derivative. */
function noiseOf(
  formulas: readonly Formula[],
  variables: readonly string[],
  parameters: Readonly<Record<string, number>>,
): Additive | Diagonal<F> {
  for (const [d, own] of formulas.entries()) {
    const other = variables.find((name, i) => i !== d && own.uses(name));
    if (other === undefined) continue;
    throw new InputError(
      `ito: diffusion "${own.text}" of ${variables[d]} depends on ${other}; noise must be additive or diagonal: of t and ${variables[d]} alone`,
    );
  }
  const [first] = formulas as [Formula];
  const isSame = formulas.every((own) => own.text === first.text);
  if (isSame && !variables.some((name) => first.uses(name))) {
    return { kind: 'additive', at: (t) => first.at({ ...parameters, t }) };
  }
  const slopes = formulas.map((own, d) => own.derivative(variables[d] as string));
  const [at, slope] = [
    onRows(formulas, variables, parameters),
    onRows(slopes, variables, parameters),
  ];
  return {
    kind: 'diagonal',
    at,
    correction: (x, t) => {
      const own = slope(x, t);
      return at(x, t).map((g, i) => g * (own[i] as number));
    },
  };
}

/**
 * An Ito SDE of the user's own, from formulas in the syntax of mathjs, on Float64Array:
 *
 *   dx = drift dt + diffusion dw
 *
 * Diffusions that depend on no variable make additive noise if they are all the same; others make diagonal noise, whose g dg/dx,
 * which Milstein's method and the Stratonovich reading need, is found symbolically. mathjs is loaded when this is first called.
 * An SDE from functions is written as an {@link ItoSde}, which is a plain object, on any space.
 *
 * @example An Ornstein-Uhlenbeck process
 * ```ts
 * const sde = await ito({ drift: 'theta (mu - x)', diffusion: 'sigma', parameters: { theta: 2, mu: 1, sigma: 0.5 } });
 * ```
 * @throws InputError for what is no formula, unknown names, a diffusion that depends on other variables or has no derivative
 */
export async function ito({
  drift,
  diffusion,
  variables = ['x'],
  parameters = {},
}: ItoFormulas): Promise<ItoSde<Float64Array>> {
  requireNames(variables, parameters);
  const names = ['t', ...variables, ...Object.keys(parameters)];
  const read = (what: string, given: string | readonly string[]): Promise<Formula[]> =>
    Promise.all(each(what, given, variables).map((text) => formula(`ito: ${what}`, text, names)));
  const [drifts, diffusions] = [await read('drift', drift), await read('diffusion', diffusion)];
  return {
    space: float64([variables.length]),
    drift: onRows(drifts, variables, parameters),
    diffusion: noiseOf(diffusions, variables, parameters),
  };
}
