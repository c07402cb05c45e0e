import type { MathNode } from 'mathjs';
import { InputError, unknownName } from '../../errors/index.ts';

const functions = [
  ...['sqrt', 'cbrt', 'exp', 'log', 'pow', 'abs', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan'],
  ...['sinh', 'cosh', 'tanh'],
];
const constants = ['pi', 'e'];
const operators = ['+', '-', '*', '/', '^'];

/** What is wrong with one node of a formula, if anything is. */
function faultOf(
  node: MathNode,
  isFunctionName: boolean,
  variables: readonly string[],
): string | undefined {
  const name = 'name' in node && typeof node.name === 'string' ? node.name : '';
  switch (node.type) {
    case 'ParenthesisNode':
    case 'FunctionNode':
      return undefined;
    case 'ConstantNode':
      if ('value' in node && typeof node.value === 'number') return undefined;
      return `${node.toString()} is not a number`;
    case 'OperatorNode': {
      const operator = 'op' in node ? String(node.op) : '';
      if (operators.includes(operator)) return undefined;
      return `operator ${operator} is not allowed; use ${operators.join(' ')}`;
    }
    case 'SymbolNode': {
      if (isFunctionName) {
        if (functions.includes(name)) return undefined;
        return unknownName('function', name, functions);
      }
      const known = [...variables, ...constants];
      return known.includes(name) ? undefined : unknownName('symbol', name, known);
    }
    default:
      return `"${node.toString()}" is not allowed in a formula; it may hold numbers, ${variables.join(', ')}, ${operators.join(' ')} and ${functions.join(', ')}`;
  }
}

/**
 * Lets through numbers, variables, pi, e, operators, parentheses and a list of functions, and nothing else that mathjs knows.
 *
 * @param what names the formula in errors
 * @param path where the node stands in its parent: `fn` is the name of a function
 * @throws InputError for anything else
 */
export function requireAllowed(
  what: string,
  node: MathNode,
  path: string,
  parent: MathNode | null,
  variables: readonly string[],
): void {
  const isFunctionName = parent?.type === 'FunctionNode' && path === 'fn';
  const fault = faultOf(node, isFunctionName, variables);
  if (fault !== undefined) throw new InputError(`${what}: ${fault}`);
}
