import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { bisection } from '../../src/noise/bisection.ts';
import { brownianPath, freshNoise, keyOf, type NoiseSource } from '../../src/noise/index.ts';
import { float64 } from '../../src/space/index.ts';

const meter = vi.hoisted(() => ({ blocks: 0 }));
vi.mock('../../src/noise/threefry.ts', async (original) => {
  const { threefry } = await original<typeof import('../../src/noise/threefry.ts')>();
  const counted: typeof threefry = (...of) => {
    meter.blocks++;
    threefry(...of);
  };
  return { threefry: counted };
});

type F = Float64Array;
const space = float64([2]);
const rows = { first: 0, count: 1000 };

/** Draws of 1,000 rows that W and H of all steps take; keys are counted in, a hundredth of one each. */
function drawsOf(source: NoiseSource<F>, times: ArrayLike<number>): number {
  meter.blocks = 0;
  for (let i = 0; i + 1 < times.length; i++) {
    const noise = source.over(times[i] as number, times[i + 1] as number, i);
    noise.W();
    noise.H();
  }
  return meter.blocks / rows.count;
}

describe('draws of W and H, by the cipher', () => {
  const path = (times: Iterable<number>): NoiseSource<F> =>
    brownianPath(space, keyOf(1), rows, times);
  const grid = Array.from({ length: 101 }, (_, i) => (i / 100) ** 2.3);
  const halves = grid.flatMap((t, i) => (i === 0 ? [t] : [((grid[i - 1] as number) + t) / 2, t]));
  const dyadic = Array.from({ length: 129 }, (_, i) => i / 128);
  const fresh = drawsOf(freshNoise(space, keyOf(1), rows), grid) / 100;

  test('fresh: two for each step, and its keys', () => {
    expect(fresh).toBeGreaterThanOrEqual(2);
    expect(fresh).toBeLessThan(2.05);
  });

  // A tree of N leaves has N - 1 nodes to cut, and its root: as many draws as fresh noise. Keys: 16 blocks a node.
  test.for([
    ['up its own times', grid, grid],
    ['down its own times', grid, [...grid].reverse()],
    ['two at a time', grid, grid.filter((_, i) => i % 2 === 0)],
    ['four at a time', grid, grid.filter((_, i) => i % 4 === 0)],
    ['by halves', grid, halves],
    ['128 equal steps of a range', [0, 1], dyadic],
  ] as const)('stepping %s takes no more than fresh draws', ([, times, steps]) => {
    expect(drawsOf(path(times), steps)).toBeLessThan((steps.length - 1) * fresh * 1.03);
  });

  test('only the way to the latest interval is kept: 7 levels of 100 steps', () => {
    const source = path(grid);
    const first = drawsOf(source, grid);
    expect(drawsOf(source, grid)).toBeGreaterThan(first - (7 + 1) * fresh);
  });
});

test('a time is found within 48 levels below the knots, no further off than rounding, in order', () => {
  const time = fc.double({ min: -1, max: 1, noNaN: true });
  const given = fc.tuple(fc.array(time, { maxLength: 40 }), time, time);
  fc.assert(
    fc.property(given, ([knots, one, other]) => {
      const times = [-1, ...knots, 1];
      const { whole, halves, nearest } = bisection(times);
      const [t, s] = [nearest(Math.min(one, other)), nearest(Math.max(one, other))];
      expect(t).toBeLessThanOrEqual(s);
      expect(Math.abs(t - Math.min(one, other))).toBeLessThanOrEqual(2 ** -48);
      expect(nearest(t)).toBe(t);
      let [node, levels] = [whole, 0];
      while (node.a !== t && node.b !== t) {
        const [left, right] = halves(node);
        node = t < left.b ? left : right;
        levels++;
      }
      expect(levels).toBeLessThanOrEqual(48 + Math.ceil(Math.log2(times.length - 1)));
    }),
    { seed: 5, numRuns: 1000 },
  );
});
