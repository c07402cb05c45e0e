import { fillNormal, foldIn, type Key, type NoiseSource } from '../../src/noise/index.ts';
import { float64 } from '../../src/space/index.ts';

interface Increment {
  readonly W: Float64Array;
  readonly H: Float64Array;
}

const line = float64([1]);

/**
 * Brownian paths of `paths` rows over a range of length `span`, drawn in 2^levels steps and merged pairwise:
 * W = Wl + Wr, H = (Hl + Hr)/2 + (Wl - Wr)/4. Element k of the result is the noise of 2^k equal steps.
 */
export function refinedPath(
  key: Key,
  paths: number,
  span: number,
  levels: number,
): NoiseSource<Float64Array>[] {
  const h = span / 2 ** levels;
  const draw = (purpose: string, step: number, std: number): Float64Array => {
    const out = new Float64Array(paths);
    fillNormal(out, 1, foldIn(foldIn(key, purpose), step), 0, { scale: std });
    return out;
  };
  let increments: Increment[] = Array.from({ length: 2 ** levels }, (_, step) => ({
    W: draw('W', step, Math.sqrt(h)),
    H: draw('H', step, Math.sqrt(h / 12)),
  }));
  const sources: NoiseSource<Float64Array>[] = [];
  for (let level = levels; level >= 0; level--) {
    const own = increments;
    sources.unshift({
      over: (t, s, step) => ({
        W: () => (own[step] as Increment).W,
        H: () => (own[step] as Increment).H,
        normal: () => line.combine([1 / Math.sqrt(Math.abs(s - t)), (own[step] as Increment).W]),
        threePoint: () => (own[step] as Increment).W,
        extra: () => new Float64Array(paths),
      }),
    });
    increments = Array.from({ length: own.length / 2 }, (_, i) => {
      const [l, r] = [own[2 * i] as Increment, own[2 * i + 1] as Increment];
      return {
        W: line.combine([1, l.W], [1, r.W]),
        H: line.combine([0.5, l.H], [0.5, r.H], [0.25, l.W], [-0.25, r.W]),
      };
    });
  }
  return sources;
}

/** Least-squares slope of y against x. */
export function slope(x: readonly number[], y: readonly number[]): number {
  const mean = (v: readonly number[]): number => v.reduce((a, b) => a + b, 0) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  const cov = x.reduce((sum, xi, i) => sum + (xi - mx) * ((y[i] ?? 0) - my), 0);
  return cov / x.reduce((sum, xi) => sum + (xi - mx) ** 2, 0);
}

/** Root of the mean square difference. */
export function rms(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(a.reduce((sum, v, i) => sum + (v - (b[i] as number)) ** 2, 0) / a.length);
}
