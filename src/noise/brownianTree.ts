import { bisection, type Interval } from './bisection.ts';
import { bridge, drawnIncrement, type Increment, type Supply } from './bridge.ts';
import { foldIn, type Key, split } from './key.ts';
import { fillNormal } from './normal.ts';
import type { Rows } from './rows.ts';

/** A stretch of a path that is drawn as a whole: the times it runs between, its W and its H. */
export type Stretch = Pick<Interval, 'a' | 'b'> & Increment;

interface Node extends Interval, Increment {
  readonly key: Key;
  cut?: Cut | undefined;
}

/** The two parts of a node, and the arrays that hold their W and H. */
interface Cut {
  readonly halves: readonly [Node, Node];
  readonly arrays: readonly Float64Array[];
}

/** A Brownian path in increasing time, drawn by bisection. */
export interface BrownianTree {
  /** The time of the tree that t is to rounding; see {@link bisection}. */
  nearest(t: number): number;
  /** The stretches that make up a path from a to b, two times of the tree, in order: as few as there can be. */
  between(a: number, b: number): readonly Stretch[];
}

/**
 * The tree of a path: (W, H) of the whole range, then of the parts of each node given the node, each node under a key of
 * its own; so that it is a function of the key and the times, whatever was asked for before.
 *
 * Nodes on the way to the latest interval are kept, with four arrays for each, so that stepping through the tree draws
 * each node once; the arrays of those that are left serve the next.
 *
 * @param width elements of a row
 */
export function brownianTree(
  key: Key,
  { first, count }: Rows,
  width: number,
  times: Iterable<number>,
): BrownianTree {
  const { whole, halves, nearest } = bisection(times);
  const spare: Float64Array[] = [];
  const supply = (own: Key, arrays: Float64Array[]): Supply => {
    const empty = (): Float64Array => {
      const array = spare.pop() ?? new Float64Array(count * width);
      arrays.push(array);
      return array;
    };
    const draw = (purpose: 'W' | 'H', scale: number): Float64Array => {
      const out = empty();
      fillNormal(out, width, foldIn(own, purpose), first, { scale });
      return out;
    };
    return { draw, empty };
  };
  const cutOf = (node: Node): Cut => {
    const [l, r] = halves(node);
    const h = node.b - node.a;
    const shares = [(l.b - l.a) / h, (r.b - r.a) / h] as const;
    const arrays: Float64Array[] = [];
    const [left, right] = bridge(node, h, shares, supply(node.key, arrays));
    const [leftKey, rightKey] = split(node.key, 2) as [Key, Key];
    return {
      halves: [
        { ...l, ...left, key: leftKey },
        { ...r, ...right, key: rightKey },
      ],
      arrays,
    };
  };
  const leave = (node: Node): void => {
    spare.push(...(node.cut?.arrays ?? []));
    node.cut = undefined;
  };
  let root: Node | undefined;
  let passed = new Set<Node>();
  const between = (a: number, b: number): readonly Stretch[] => {
    const increment = (): Increment => drawnIncrement(whole.b - whole.a, supply(key, []));
    root ??= { ...whole, ...increment(), key: foldIn(key, 'parts') };
    const [before, found]: [Set<Node>, Node[]] = [passed, []];
    passed = new Set();
    const gather = (node: Node): void => {
      if (node.b <= a || node.a >= b) return;
      if (node.a >= a && node.b <= b) {
        found.push(node);
        return;
      }
      passed.add(node);
      node.cut ??= cutOf(node);
      for (const half of node.cut.halves) gather(half);
    };
    gather(root);
    for (const node of before) if (!passed.has(node)) leave(node);
    return found;
  };
  return { nearest, between };
}
