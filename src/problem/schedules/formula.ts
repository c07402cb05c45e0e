import type { MathNode } from 'mathjs';
import { InputError, unknownName } from '../../errors/index.ts';

/** A formula of the user's: its value, and its derivative as another formula. */
export interface Formula {
  readonly text: string;
  /** NaN where it is not a real number. */
  at(values: Readonly<Record<string, number>>): number;
  /** Whether it depends on a variable. */
  uses(variable: string): boolean;
  derivative(variable: string): Formula;
}

const functions = [
  ...['sqrt', 'cbrt', 'exp', 'log', 'pow', 'abs', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan'],
  ...['sinh', 'cosh', 'tanh'],
];
const constants = ['pi', 'e'];
const longest = 500;

/**
 * Reads a formula of numbers, variables, + - * / ^, parentheses and {@link functions}; `19.9 t^2` multiplies. Assignments,
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
  const { parse, derivative } = await import('mathjs');
  const read = (): MathNode => {
    try {
      return parse(text);
    } catch (error) {
      throw new InputError(`${what}: "${text}" is not a formula: ${(error as Error).message}`);
    }
  };
  const check = (node: MathNode, _path: string, parent: MathNode | null): void => {
    const isName = parent?.type === 'FunctionNode' && _path === 'fn';
    const name = 'name' in node && typeof node.name === 'string' ? node.name : '';
    if (node.type === 'SymbolNode' && isName) {
      if (variables.includes(name)) {
        throw new InputError(`${what}: ${name} is no function; write ${name} * (...)`);
      }
      if (!functions.includes(name))
        throw new InputError(`${what}: ${unknownName('function', name, functions)}`);
    } else if (node.type === 'SymbolNode') {
      const known = [...variables, ...constants];
      if (!known.includes(name))
        throw new InputError(`${what}: ${unknownName('symbol', name, known)}`);
    } else if (node.type === 'OperatorNode') {
      const operator = 'op' in node ? String(node.op) : '';
      if (!['+', '-', '*', '/', '^'].includes(operator)) {
        throw new InputError(`${what}: operator ${operator} is not allowed; use + - * / ^`);
      }
    } else if (node.type === 'ConstantNode') {
      if ('value' in node && typeof node.value === 'number') return;
      throw new InputError(`${what}: ${node.toString()} is not a number`);
    } else if (!['ParenthesisNode', 'FunctionNode'].includes(node.type)) {
      throw new InputError(
        `${what}: "${node.toString()}" is not allowed in a formula; it may hold numbers, ${variables.join(', ')}, + - * / ^ and ${functions.join(', ')}`,
      );
    }
  };
  const of = (node: MathNode): Formula => {
    const compiled = node.compile();
    return {
      text: node.toString(),
      at: (values) => {
        const value: unknown = compiled.evaluate({ ...values });
        return typeof value === 'number' ? value : Number.NaN;
      },
      uses: (variable) =>
        node.filter(
          (inner) => inner.type === 'SymbolNode' && 'name' in inner && inner.name === variable,
        ).length > 0,
      derivative: (variable) => {
        try {
          return of(derivative(node, variable));
        } catch (error) {
          throw new InputError(
            `${what}: "${text}" has no derivative in ${variable}: ${(error as Error).message}`,
          );
        }
      },
    };
  };
  const root = read();
  root.traverse(check);
  return of(root);
}
