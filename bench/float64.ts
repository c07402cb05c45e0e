import { eulerMaruyama } from '../solvers/index.ts';
import { uniform } from '../src/grids/index.ts';
import { fillNormal, foldIn, keyOf } from '../src/noise/index.ts';
import { eightGaussians, reverse, vp } from '../src/problem/index.ts';
import { sample, solve } from '../src/sampling/index.ts';
import { float64 } from '../src/space/index.ts';
import type { Workload } from './measure.ts';

const samples = 4096;
const steps = 1000;
const key = foldIn(keyOf(1), 'noise');

/** Euler-Maruyama on the exact score of eight Gaussians, written as one would without a framework. */
export function mixtureByHand(): Float64Array {
  const schedule = vp();
  const { times } = uniform().over(schedule, steps);
  const scale = Math.sqrt(8.09);
  const variance = (0.3 / scale) ** 2;
  const means = Array.from({ length: 8 }, (_, k) => [
    (4 / scale) * Math.cos((Math.PI * k) / 4),
    (4 / scale) * Math.sin((Math.PI * k) / 4),
  ]).flat();
  const x = new Float64Array(2 * samples);
  const z = new Float32Array(2 * samples);
  const weights = new Float64Array(8);
  fillNormal(x, 2, foldIn(keyOf(1), 'start'), 0);
  for (let step = 0; step + 1 < times.length; step++) {
    const [t, s] = [times[step] as number, times[step + 1] as number];
    const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
    const v = alpha * alpha * variance + sigma * sigma;
    const [f, g] = [schedule.f(t), schedule.g(t)];
    const [h, spread] = [s - t, g * Math.sqrt(t - s)];
    const closing = s === 0;
    if (!closing) fillNormal(z, 2, foldIn(key, step), 0);
    for (let i = 0; i < x.length; i += 2) {
      const [a, b] = [x[i] as number, x[i + 1] as number];
      let most = -Infinity;
      for (let k = 0; k < 8; k++) {
        const logit =
          (alpha / v) * (a * (means[2 * k] as number) + b * (means[2 * k + 1] as number));
        weights[k] = logit;
        if (logit > most) most = logit;
      }
      let [total, ma, mb] = [0, 0, 0];
      for (let k = 0; k < 8; k++) {
        const weight = Math.exp((weights[k] as number) - most);
        total += weight;
        ma += weight * (means[2 * k] as number);
        mb += weight * (means[2 * k + 1] as number);
      }
      const scoreA = ((alpha * ma) / total - a) / v;
      const scoreB = ((alpha * mb) / total - b) / v;
      if (closing) {
        x[i] = (a + sigma * sigma * scoreA) / alpha;
        x[i + 1] = (b + sigma * sigma * scoreB) / alpha;
      } else {
        x[i] = a + h * (f * a - g * g * scoreA) + spread * (z[i] as number);
        x[i + 1] = b + h * (f * b - g * g * scoreB) + spread * (z[i + 1] as number);
      }
    }
  }
  return x;
}

/** dx = sin x dt + dw / 2 by Euler-Maruyama, without a framework. */
function sineByHand(): Float64Array {
  const x = new Float64Array(samples);
  const z = new Float32Array(samples);
  const h = 1 / steps;
  const spread = 0.5 * Math.sqrt(h);
  for (let step = 0; step < steps; step++) {
    fillNormal(z, 1, foldIn(key, step), 0);
    for (let i = 0; i < samples; i++) {
      x[i] = (x[i] as number) + h * Math.sin(x[i] as number) + spread * (z[i] as number);
    }
  }
  return x;
}

/** Eight Gaussians by their exact score: x0. */
export async function mixture(): Promise<Float64Array> {
  const denoiser = eightGaussians().denoiser(vp());
  const solver = eulerMaruyama();
  const { x } = await sample(reverse(denoiser), {
    solver,
    grid: uniform(),
    steps,
    samples,
    seed: 1,
  });
  return x;
}

/** dx = sin x dt + dw / 2 from x = 0: x at t = 1. */
export async function sine(): Promise<Float64Array> {
  const space = float64([1]);
  const drift = (x: Float64Array): Float64Array => {
    const out = new Float64Array(x.length);
    for (let i = 0; i < x.length; i++) out[i] = Math.sin(x[i] as number);
    return out;
  };
  const problem = { space, drift, diffusion: { kind: 'additive', at: () => 0.5 } as const };
  const start = new Float64Array(samples);
  const solver = eulerMaruyama();
  return (await solve(problem, { solver, start, over: [0, 1], steps, seed: 1 })).x;
}

/** The framework's own share of the time on Float64Array. */
export const float64Workloads: readonly Workload[] = [
  {
    name: 'mixture of 8 Gaussians in 2-D, 4,096 samples, 1,000 Euler-Maruyama steps',
    against: 'hand-written loop',
    limit: 1.15,
    run: async () => void (await mixture()),
    reference: async () => void mixtureByHand(),
  },
  {
    name: 'dx = sin x dt + dw/2, 4,096 paths, 1,000 Euler-Maruyama steps',
    against: 'hand-written loop',
    limit: 1.3,
    run: async () => void (await sine()),
    reference: async () => void sineByHand(),
  },
];
