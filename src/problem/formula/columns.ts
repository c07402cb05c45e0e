import type { MathNode } from 'mathjs';
import { InputError } from '../../errors/index.ts';

/** A number, or one for each row. */
export type Column = number | Float64Array;

/** Computes a formula for all rows at once, from a column for each symbol. */
export type OnColumns = (symbols: Readonly<Record<string, Column>>) => Column;

/** What formulas may use, and what their derivatives bring with them. */
const functions: Readonly<Record<string, (x: number) => number>> = {
  sqrt: Math.sqrt,
  cbrt: Math.cbrt,
  exp: Math.exp,
  log: Math.log,
  abs: Math.abs,
  sign: Math.sign,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  sec: (x) => 1 / Math.cos(x),
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  sech: (x) => 1 / Math.cosh(x),
};

/** Operators, and functions of two arguments. */
const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  pow: (a, b) => a ** b,
  log: (a, base) => Math.log(a) / Math.log(base),
};

/** What mathjs's nodes have beyond their common type. */
interface Parts {
  readonly name?: string;
  readonly value?: unknown;
  readonly op?: string;
  readonly fn?: { readonly name?: string };
  readonly content?: MathNode;
  readonly args?: readonly MathNode[];
}

const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };

function mapped(f: (x: number) => number, x: Column): Column {
  return typeof x === 'number' ? f(x) : x.map((value) => f(value));
}

function combined(f: (a: number, b: number) => number, a: Column, b: Column): Column {
  if (typeof b === 'number') return mapped((x) => f(x, b), a);
  if (typeof a === 'number') return mapped((y) => f(a, y), b);
  return a.map((x, i) => f(x, b[i] as number));
}

/**
 * A formula as a function of columns: each operation runs over all rows, so that a million values cost a million operations and
 * not as many walks through the formula.
 *
 * @throws InputError for a function that it does not know
 */
export function onColumns(node: MathNode): OnColumns {
  const { name = '', value, op = '', fn, content, args = [] } = node as Parts;
  if (content !== undefined) return onColumns(content);
  if (node.type === 'ConstantNode') return () => Number(value);
  if (node.type === 'SymbolNode')
    return (symbols) => symbols[name] ?? constants[name] ?? Number.NaN;
  const own = args.map(onColumns);
  const called = fn?.name ?? '';
  const [first] = own;
  const binary = operators[called === '' ? op : called];
  const isBinary = called === '' ? own.length > 1 : own.length === 2;
  if (first !== undefined && isBinary && binary !== undefined) {
    return (symbols) =>
      own.slice(1).reduce((sum, next) => combined(binary, sum, next(symbols)), first(symbols));
  }
  const unary = op === '-' ? (x: number) => -x : op === '+' ? (x: number) => x : functions[called];
  if (first === undefined || own.length > 1 || unary === undefined) {
    throw new InputError(
      `formula: "${node.toString()}" cannot be computed; it has ${own.length} arguments`,
    );
  }
  return (symbols) => mapped(unary, first(symbols));
}
