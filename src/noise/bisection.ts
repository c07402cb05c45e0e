import { InputError } from '../errors/index.ts';

/** A node of the tree of times: from a to b, which lie between the knots `lo` and `hi`. */
export interface Interval {
  readonly a: number;
  readonly b: number;
  readonly lo: number;
  readonly hi: number;
}

/** How a range of time is cut in two again and again: a function of its knots alone. */
export interface Bisection {
  readonly whole: Interval;
  /** The two children of a node. */
  halves(interval: Interval): readonly [Interval, Interval];
  /**
   * The time at which the tree is cut that t is to rounding.
   * @throws InputError if t lies outside the range by more than rounding
   */
  nearest(t: number): number;
}

/**
 * Times closer than this share of the largest one are the same time.
 *
 * From + (i / N) (to - from) is off by at most 7 roundoffs of it, and a midpoint in level l by 2 l / 3: together below the
 * 32 roundoffs that 2^-48 is up to level 37, so that steps of the same length meet the tree whatever their rounding.
 */
const rounding = 2 ** -48;

/** The times in order, each once. */
function knotsOf(times: Iterable<number>): Float64Array {
  const sorted = Float64Array.from(times).sort();
  for (const t of sorted) {
    if (!Number.isFinite(t)) throw new InputError(`brownianPath: times must be finite, got ${t}`);
  }
  const tolerance = rounding * Math.max(-(sorted[0] ?? 0), sorted.at(-1) ?? 0);
  let last = -Infinity;
  const knots = sorted.filter((t) => {
    if (t - last <= tolerance) return false;
    last = t;
    return true;
  });
  if (knots.length > 1) return knots;
  throw new InputError(
    `brownianPath: at least two times that differ are needed, the ends of its range, got [${[...sorted]}]`,
  );
}

/**
 * The tree of times: between knots it is cut at a knot, between neighbours at the midpoint.
 *
 * Of the knots inside, the one whose index ends in most zeros in binary comes first: so two, four, eight steps of a grid
 * from its start are one node. The depth is log2 of the number of intervals between knots, rounded up, and at most 48
 * further levels to where times are the same.
 *
 * @throws InputError unless there are two times that differ, all of them finite
 */
export function bisection(times: Iterable<number>): Bisection {
  const knots = knotsOf(times);
  const at = (i: number): number => knots[i] as number;
  const last = knots.length - 1;
  const [from, to] = [at(0), at(last)];
  const tolerance = rounding * Math.max(-from, to);
  const whole = { a: from, b: to, lo: 0, hi: last };
  const halves = ({ a, b, lo, hi }: Interval): readonly [Interval, Interval] => {
    if (hi - lo === 1) {
      const m = a / 2 + b / 2;
      return [
        { a, b: m, lo, hi },
        { a: m, b, lo, hi },
      ];
    }
    const zeros = 31 - Math.clz32(lo ^ (hi - 1));
    const middle = ((hi - 1) >>> zeros) << zeros;
    return [
      { a, b: at(middle), lo, hi: middle },
      { a: at(middle), b, lo: middle, hi },
    ];
  };
  const nearest = (t: number): number => {
    if (!(t >= from - tolerance && t <= to + tolerance)) {
      throw new InputError(
        `brownianPath: the path runs from ${from} to ${to}, got the time ${t}; give it all times it is asked for`,
      );
    }
    let node: Interval = whole;
    while (t > node.a + tolerance && t < node.b - tolerance) {
      const [left, right] = halves(node);
      node = t < left.b ? left : right;
    }
    return t <= node.a + tolerance ? node.a : node.b;
  };
  return { whole, halves, nearest };
}
