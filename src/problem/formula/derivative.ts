import type { MathNode } from 'mathjs';

type Mathjs = Pick<typeof import('mathjs'), 'derivative' | 'parse' | 'ParenthesisNode'>;

/** What is below a cube root, of a node that is one. */
function radicand(node: MathNode): MathNode | undefined {
  const { fn, args } = node as { fn?: { name?: string }; args?: readonly MathNode[] };
  return node.type === 'FunctionNode' && fn?.name === 'cbrt' ? args?.[0] : undefined;
}

const nameOf = (node: MathNode): string =>
  node.type === 'SymbolNode' && 'name' in node ? String(node.name) : '';

/**
 * The derivative of a formula, real wherever the formula is: mathjs takes a cube root for a power of 1/3, which is complex below 0.
 * Each root stands as a variable c of its own while mathjs differentiates, and the chain rule adds what x does by way of it:
 *
 *   d/dx f(x, c) = df/dx + df/dc u' / (3 c^2),   c = cbrt(u)
 *
 * @throws Error if mathjs knows no derivative
 */
export function derivativeOf(mathjs: Mathjs, node: MathNode, variable: string): MathNode {
  const { derivative, parse, ParenthesisNode } = mathjs;
  const roots = new Map<string, MathNode>();
  const opaque = node.transform((inner) => {
    if (radicand(inner) === undefined) return inner;
    const name = `cubeRoot${roots.size}`;
    roots.set(name, inner);
    return parse(name);
  });
  if (roots.size === 0) return derivative(node, variable);
  const filled = (template: string, parts: Readonly<Record<string, MathNode>>): MathNode =>
    parse(template).transform((inner) => {
      const part = parts[nameOf(inner)];
      return part === undefined ? inner : new ParenthesisNode(part);
    });
  const back = (of: MathNode): MathNode =>
    of.transform((inner) => roots.get(nameOf(inner)) ?? inner);
  let sum = back(derivative(opaque, variable));
  for (const [name, root] of roots) {
    const below = radicand(root) as MathNode;
    if (below.filter((inner) => nameOf(inner) === variable).length === 0) continue;
    sum = filled('a + b * c / (3 * d^2)', {
      a: sum,
      b: back(derivative(opaque, name)),
      c: derivativeOf(mathjs, below, variable),
      d: root,
    });
  }
  return sum;
}
