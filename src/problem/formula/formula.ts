import type { MathNode } from 'mathjs';
import { InputError } from '../../errors/index.ts';
import { type OnColumns, onColumns } from './columns.ts';
import { derivativeOf } from './derivative.ts';
import { requireAllowed } from './grammar.ts';

/** A formula of the user's: its value, and its derivative as another formula. */
export interface Formula {
  readonly text: string;
  /** NaN where it is not a real number. */
  at(values: Readonly<Record<string, number>>): number;
  /** Its values for all rows of some columns at once. */
  readonly on: OnColumns;
  /** Whether it depends on a variable. */
  uses(variable: string): boolean;
  derivative(variable: string): Formula;
}

const longest = 500;

/**
 * A text in which names before a parenthesis are factors and not functions, as mathjs would have it: theta (mu - x).
 * @throws InputError behind a division, where it is not clear what is divided
 */
function withFactors(what: string, text: string, variables: readonly string[]): string {
  if (variables.length === 0) return text;
  const factor = new RegExp(`(/\\s*)?\\b(${variables.join('|')})(\\s*)\\(`, 'g');
  return text.replace(factor, (_, divided: string | undefined, name: string) => {
    if (divided === undefined) return `${name} * (`;
    throw new InputError(
      `${what}: "${text}" divides by ${name} before a parenthesis; write / (${name} * (...)) or / ${name} * (...)`,
    );
  });
}

/**
 * Reads a formula of numbers, variables, + - * / ^, parentheses and a few functions; `19.9 t^2` and `t (1 - t)` multiply. Assignments,
 * imports, and everything else that mathjs knows are refused. mathjs is loaded when this is first called.
 *
 * @param what names the formula in errors
 * @throws InputError for text that is too long or is no formula, and for unknown symbols, functions and operators
 */
export async function formula(
  what: string,
  text: string,
  variables: readonly string[],
): Promise<Formula> {
  if (text.length > longest) {
    throw new InputError(`${what}: a formula may have ${longest} characters, got ${text.length}`);
  }
  const mathjs = await import('mathjs');
  const written = withFactors(what, text, variables);
  const read = (): MathNode => {
    try {
      return mathjs.parse(written);
    } catch (error) {
      throw new InputError(`${what}: "${text}" is not a formula: ${(error as Error).message}`);
    }
  };
  const of = (node: MathNode): Formula => {
    const compiled = node.compile();
    const onRows = onColumns(node);
    return {
      text: node.toString(),
      at: (values) => {
        const value: unknown = compiled.evaluate({ ...values });
        return typeof value === 'number' ? value : Number.NaN;
      },
      on: onRows,
      uses: (variable) =>
        node.filter(
          (inner) => inner.type === 'SymbolNode' && 'name' in inner && inner.name === variable,
        ).length > 0,
      derivative: (variable) => {
        try {
          return of(derivativeOf(mathjs, node, variable));
        } catch (error) {
          throw new InputError(
            `${what}: "${text}" has no derivative in ${variable}: ${(error as Error).message}`,
          );
        }
      },
    };
  };
  const root = read();
  root.traverse((node, path, parent) => requireAllowed(what, node, path, parent, variables));
  return of(root);
}
