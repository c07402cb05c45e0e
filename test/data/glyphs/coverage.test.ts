import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverage } from '../../../src/data/glyphs/coverage.ts';

const image = { width: 12, height: 9 };

type Point = readonly [number, number];
const polygon = (points: readonly Point[]) => Float64Array.from(points.flat());
const rectangle = (left: number, top: number, right: number, bottom: number): readonly Point[] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];

/** By the shoelace formula, positive clockwise as seen. */
const areaOf = (points: readonly Point[]): number =>
  points.reduce((sum, [x, y], i) => {
    const [u, v] = points[(i + 1) % points.length] as Point;
    return sum + (x * v - u * y) / 2;
  }, 0);

/** The part of a polygon where coordinate `axis`, times `sign`, is at most `limit`: Sutherland & Hodgman (1974). */
function cut(points: readonly Point[], axis: 0 | 1, sign: 1 | -1, limit: number): Point[] {
  return points.flatMap((from, i) => {
    const to = points[(i + 1) % points.length] as Point;
    const [a, b] = [sign * from[axis] - limit, sign * to[axis] - limit];
    const kept: Point[] = a <= 0 ? [from] : [];
    if (a < 0 !== b < 0 && a !== b) {
      const share = a / (a - b);
      kept.push([from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]);
    }
    return kept;
  });
}

const coordinate = fc.double({ min: -3, max: 15, noNaN: true });
const point: fc.Arbitrary<Point> = fc.tuple(coordinate, coordinate);

// Sums of at most 40 terms below 1 in a row, each from a few roundings of numbers below 16: 40 * 4 * 16 * 1.1e-16 = 3e-13.
const rounding = 12;

describe('coverage', () => {
  test('of a rectangle is width times height of what lies in each pixel', () => {
    fc.assert(
      fc.property(point, point, ([x0, y0], [x1, y1]) => {
        const [left, right] = [Math.min(x0, x1), Math.max(x0, x1)];
        const [top, bottom] = [Math.min(y0, y1), Math.max(y0, y1)];
        const covered = coverage([polygon(rectangle(left, top, right, bottom))], image);
        const overlap = (low: number, high: number, at: number): number =>
          Math.max(Math.min(high, at + 1) - Math.max(low, at), 0);
        for (const [i, share] of covered.entries()) {
          const [x, y] = [i % image.width, Math.floor(i / image.width)];
          expect(share).toBeCloseTo(overlap(left, right, x) * overlap(top, bottom, y), rounding);
        }
      }),
    );
  });

  test('of a triangle is the area of the triangle cut to each pixel', () => {
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        const covered = coverage([polygon([a, b, c])], image);
        for (const [i, share] of covered.entries()) {
          const [x, y] = [i % image.width, Math.floor(i / image.width)];
          const columns = cut(cut([a, b, c], 0, 1, x + 1), 0, -1, -x);
          const inside = cut(cut(columns, 1, 1, y + 1), 1, -1, -y);
          expect(share).toBeCloseTo(Math.abs(areaOf(inside)), rounding);
        }
      }),
    );
  });

  test('counts what two contours cover once, and holes not at all', () => {
    const [one, two] = [rectangle(1, 1, 6, 6), rectangle(3, 2, 8, 8)];
    const hole = rectangle(2, 2, 5, 5).toReversed();
    const at = (covered: Float64Array, x: number, y: number) => covered[y * image.width + x];
    const both = coverage([polygon(one), polygon(two)], image);
    expect([at(both, 1, 1), at(both, 4, 4), at(both, 7, 7), at(both, 7, 1)]).toEqual([1, 1, 1, 0]);
    const ring = coverage([polygon(one), polygon(hole)], image);
    expect([at(ring, 1, 1), at(ring, 3, 3), at(ring, 5, 5)]).toEqual([1, 0, 1]);
    expect(coverage([polygon(one.toReversed())], image)).toEqual(coverage([polygon(one)], image));
  });
});
