import { InputError, requireOneOf } from '../../errors/index.ts';
import { float64 } from '../../space/index.ts';
import { type Formula, formula } from '../formula/formula.ts';
import type { ItoSde } from '../sde.ts';
import { type NoiseKind, noiseOf } from './noiseOf.ts';
import { onRows } from './onRows.ts';

/** An Ito SDE as formulas of t and its variables. */
export interface ItoFormulas {
  /** dx/dt: a formula, or one for each variable. */
  readonly drift: string | readonly string[];
  /**
   * What dw is multiplied with: a formula for every variable, or one each; of t and the variable itself, or of all variables where
   * the noise is scalar.
   */
  readonly diffusion: string | readonly string[];
  /** A Wiener process for each variable, `diagonal`, or one that drives all, `scalar`; diagonal by default. */
  readonly noise?: NoiseKind;
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

/**
 * An Ito SDE of the user's own, from formulas in the syntax of mathjs, on Float64Array:
 *
 *   dx = drift dt + diffusion dw
 *
 * Diffusions that depend on no variable make additive noise if they are all the same; others make diagonal noise, or scalar noise
 * where one Wiener process is to drive all variables. The derivative of g along itself, g dg/dx or sum_j g_j dg_i/dx_j, which
 * Milstein's method and the Stratonovich reading need, is found symbolically. mathjs is loaded when this is first called.
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
  noise = 'diagonal',
  variables = ['x'],
  parameters = {},
}: ItoFormulas): Promise<ItoSde<Float64Array>> {
  requireOneOf('ito: noise', noise, ['diagonal', 'scalar']);
  requireNames(variables, parameters);
  const known = { variables, parameters };
  const names = ['t', ...variables, ...Object.keys(parameters)];
  const read = (what: string, given: string | readonly string[]): Promise<Formula[]> =>
    Promise.all(each(what, given, variables).map((text) => formula(`ito: ${what}`, text, names)));
  const [drifts, diffusions] = [await read('drift', drift), await read('diffusion', diffusion)];
  return {
    space: float64([variables.length]),
    drift: onRows(drifts, known),
    diffusion: noiseOf(noise, diffusions, known),
  };
}
