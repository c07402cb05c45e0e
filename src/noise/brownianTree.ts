import { bisection, type Interval } from './bisection.ts';
import { bridge, type Draw, drawnIncrement, type Increment } from './bridge.ts';
import { foldIn, type Key, split } from './key.ts';
import { fillNormal } from './normal.ts';
import type { Rows } from './rows.ts';

/** A stretch of a path that is drawn as a whole: the times it runs between, its W and its H. */
export type Stretch = Pick<Interval, 'a' | 'b'> & Increment;

interface Node extends Interval, Increment {
  readonly key: Key;
  halves?: readonly [Node, Node] | undefined;
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
 * each node once.
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
  const drawUnder = (own: Key): Draw => {
    return (purpose, std) => {
      const out = new Float64Array(count * width);
      fillNormal(out, width, foldIn(own, purpose), first, { scale: std });
      return out;
    };
  };
  const halved = (node: Node): readonly [Node, Node] => {
    const [l, r] = halves(node);
    const h = node.b - node.a;
    const shares = [(l.b - l.a) / h, (r.b - r.a) / h] as const;
    const [left, right] = bridge(node, h, shares, drawUnder(node.key));
    const [leftKey, rightKey] = split(node.key, 2) as [Key, Key];
    return [
      { ...l, ...left, key: leftKey },
      { ...r, ...right, key: rightKey },
    ];
  };
  let root: Node | undefined;
  let passed = new Set<Node>();
  const between = (a: number, b: number): readonly Stretch[] => {
    const increment = (): Increment => drawnIncrement(whole.b - whole.a, drawUnder(key));
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
      node.halves ??= halved(node);
      for (const half of node.halves) gather(half);
    };
    gather(root);
    for (const node of before) if (!passed.has(node)) node.halves = undefined;
    return found;
  };
  return { nearest, between };
}
