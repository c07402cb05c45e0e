import { milstein, shark } from '../solvers/index.ts';
import { brownianPath, fillNormal, foldIn, keyOf, type NoiseSource } from '../src/noise/index.ts';
import { type AdditiveSde, geometricBrownianMotion } from '../src/problem/index.ts';
import { solve } from '../src/sampling/index.ts';
import { float64 } from '../src/space/index.ts';
import type { Workload } from './measure.ts';

type F = Float64Array;

const paths = 4096;
const steps = 256;
const h = 1 / steps;
const over = [0, 1] as const;
const space = float64([1]);
const key = foldIn(keyOf(1), 'noise');

/** dx = sin x dt + (1 + t)/2 dw from x = 0 by ShARK, without a framework. */
export function risingNoiseByHand(): F {
  const x = new Float64Array(paths);
  const w = new Float64Array(paths);
  const area = new Float64Array(paths);
  for (let step = 0; step < steps; step++) {
    const own = foldIn(key, step);
    fillNormal(w, 1, foldIn(own, 'W'), 0, { scale: Math.sqrt(h) });
    fillNormal(area, 1, foldIn(own, 'H'), 0, { scale: Math.sqrt(h / 12) });
    const g = (1 + step * h) / 2;
    const rise = h / 2;
    for (let i = 0; i < paths; i++) {
      const [y, W, H] = [x[i] as number, w[i] as number, area[i] as number];
      const f1 = Math.sin(y + g * H);
      const f2 = Math.sin(y + (5 / 6) * h * f1 + (5 / 6) * g * W + g * H);
      x[i] = y + h * (0.4 * f1 + 0.6 * f2) + (g + rise / 2) * W - rise * H;
    }
  }
  return x;
}

/** dx = x/2 dt + 3/5 x dw from x = 1 by Milstein's method, without a framework. */
export function growthByHand(): F {
  const [mu, sigma] = [0.5, 0.6];
  const x = new Float64Array(paths).fill(1);
  const w = new Float64Array(paths);
  for (let step = 0; step < steps; step++) {
    fillNormal(w, 1, foldIn(foldIn(key, step), 'W'), 0, { scale: Math.sqrt(h) });
    for (let i = 0; i < paths; i++) {
      const [y, W] = [x[i] as number, w[i] as number];
      x[i] = y + h * mu * y + sigma * y * W + 0.5 * sigma * sigma * y * (W * W - h);
    }
  }
  return x;
}

/** dx = sin x dt + (1 + t)/2 dw by ShARK: x at t = 1. */
export async function risingNoise(noise?: NoiseSource<F>): Promise<F> {
  const problem: AdditiveSde<F> = {
    space,
    drift: (x) => {
      const out = new Float64Array(x.length);
      for (let i = 0; i < x.length; i++) out[i] = Math.sin(x[i] as number);
      return out;
    },
    diffusion: { kind: 'additive', at: (t) => (1 + t) / 2 },
  };
  const start = new Float64Array(paths);
  return (await solve(problem, { solver: shark(), start, over, steps, seed: 1, noise })).x;
}

/** Geometric Brownian motion by Milstein's method: x at t = 1. */
export async function growth(noise?: NoiseSource<F>): Promise<F> {
  const start = new Float64Array(paths).fill(1);
  const { sde } = geometricBrownianMotion();
  return (await solve(sde, { solver: milstein(), start, over, steps, seed: 1, noise })).x;
}

const tree = (): NoiseSource<F> => brownianPath(space, key, { first: 0, count: paths }, over);

function workload(
  name: string,
  limit: number,
  run: (noise?: NoiseSource<F>) => Promise<F>,
  byHand: () => F,
): readonly Workload[] {
  const size = '4,096 paths, 256 steps';
  const reference = async (): Promise<void> => void byHand();
  const against = 'hand-written loop';
  return [
    { name: `${name}, ${size}`, against, limit, run: async () => void (await run()), reference },
    {
      name: `${name}, ${size}, along a Brownian path`,
      against,
      limit: 2 * limit,
      run: async () => void (await run(tree())),
      reference,
    },
  ];
}

/** Equations of Ito against loops written for them alone; both draw fresh noise by the same generator. */
export const itoWorkloads: readonly Workload[] = [
  ...workload('dx = sin x dt + (1 + t)/2 dw, ShARK', 1.19, risingNoise, risingNoiseByHand),
  ...workload('geometric Brownian motion, Milstein', 1.33, growth, growthByHand),
];
