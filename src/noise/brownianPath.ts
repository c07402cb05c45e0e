import { InputError } from '../errors/index.ts';
import { float64, type HostArray, type Scaled, type Space } from '../space/index.ts';
import { brownianTree, type Stretch } from './brownianTree.ts';
import { foldIn, type Key } from './key.ts';
import type { NoiseSource } from './noise.ts';
import { fillNormal } from './normal.ts';
import type { Rows } from './rows.ts';
import { roundToThreePoints } from './threePoint.ts';

const { combine } = float64([]);

/** The linear combination of `terms`, summed in float64 whatever the precision of `out`. */
function write(out: HostArray, terms: readonly Scaled<Float64Array>[]): void {
  const kept = terms.filter(([c]) => c !== 0);
  const [[c, x]] = kept as [Scaled<Float64Array>];
  if (kept.length > 1) out.set(combine(...kept));
  else if (c === 1) out.set(x);
  else for (let i = 0; i < out.length; i++) out[i] = c * (x[i] as number);
}

/** A key for the interval between two times: the bits of both. */
function keyOfInterval(key: Key, a: number, b: number): Key {
  const view = new DataView(new ArrayBuffer(16));
  view.setFloat64(0, a);
  view.setFloat64(8, b);
  return [0, 4, 8, 12].reduce((at, word) => foldIn(at, view.getInt32(word)), key);
}

/**
 * A Brownian path: noise keyed by the interval, so that all runs that are given it follow one path, whatever their steps.
 *
 * A node of a tree of intervals is drawn given the one above it, under a key of its own, so that a path is a function of
 * (key, times, row, element): of no earlier question, nor of the batch. In parts, of shares p and q = 1 - p,
 *
 *   W = W_l + W_r,   H = p H_l + q H_r + (q W_l - p W_r) / 2,
 *
 * to rounding; from s back to t the noise is (-W, H). Every interval has the exact law, apart from times closer than
 * 2^-48 of the largest, which are the same.
 *
 * `times` are where the range is cut first, those of a grid or of several. To step through all of them costs less than
 * twice as much as fresh draws of W and H, and so does to step through every second or fourth, or by halves; a time that
 * is stepped over otherwise costs as much as one that is not. Times that are not among them are as exact, but take up to
 * 48 draws of both each. The path is another one if `times` are others: runs that are to share a path have to be given
 * the same. `[0, 1]` alone serves all grids of 2^k equal steps.
 *
 * It keeps four float64 arrays of all rows for each node on its way to the latest interval: log2 of the number of times,
 * for steps between these.
 *
 * @example A coarse and a fine solution along the same path: the difference is the error of the coarse one
 * ```ts
 * const rows = { first: 0, count: 400 };
 * const noise = brownianPath(problem.space, keyOf(7), rows, [0, 1]);
 * const coarse = await solve(problem, { solver, start, over: [0, 1], steps: 16, noise });
 * const fine = await solve(problem, { solver, start, over: [0, 1], steps: 256, noise });
 * ```
 * @example Samples of a diffusion on two grids, batch by batch
 * ```ts
 * const [coarse, fine] = [20, 30].map((steps) => uniformLogSnr().over(problem.schedule, steps));
 * const times = [...coarse.times, ...fine.times];
 * const noise = (rows) => brownianPath(problem.space, keyOf(7), rows, times);
 * const a = await sample(problem, { solver, grid: coarse, seed: 7, noise });
 * const b = await sample(problem, { solver, grid: fine, seed: 7, noise });
 * ```
 * @param times the ends of the range, and any times between them, in any order
 * @returns noise of intervals within the range; `over` throws InputError for others and for those of no length. Its
 *   `extra` is keyed by the interval, too, and independent of the path
 * @throws InputError unless there are two times that differ, all of them finite
 */
export function brownianPath<X>(
  space: Space<X>,
  key: Key,
  rows: Rows,
  times: Iterable<number>,
): NoiseSource<X> {
  const { nearest, between } = brownianTree(key, rows, space.size, times);
  return {
    over(t, s) {
      const [a, b] = [nearest(Math.min(t, s)), nearest(Math.max(t, s))];
      if (a === b) {
        throw new InputError(
          `brownianPath: from ${t} to ${s} is no interval: they are one time to rounding`,
        );
      }
      const h = b - a;
      const sign = s < t ? -1 : 1;
      const sum = (termsOf: (stretch: Stretch) => readonly Scaled<Float64Array>[]): X => {
        const terms = between(a, b).flatMap(termsOf);
        return space.fill(rows.count, (out) => write(out, terms));
      };
      const increment = ({ W }: Stretch): readonly Scaled<Float64Array>[] => [[sign, W]];
      return {
        W: () => sum(increment),
        H: () =>
          sum((part) => [
            [(part.b - part.a) / h, part.H()],
            [(b - part.b - (part.a - a)) / (2 * h), part.W],
          ]),
        normal: () => sum(({ W }) => [[sign / Math.sqrt(h), W]]),
        threePoint: () => {
          const terms = between(a, b).flatMap(increment);
          return space.fill(rows.count, (out) => {
            write(out, terms);
            roundToThreePoints(out, Math.sqrt(h));
          });
        },
        extra: (k) => {
          const stream = foldIn(foldIn(keyOfInterval(key, a, b), 'extra'), k);
          return space.fill(rows.count, (out) => fillNormal(out, space.size, stream, rows.first));
        },
      };
    },
  };
}
