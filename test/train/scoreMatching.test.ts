import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { mlp, type Network } from '../../models/index.ts';
import { registerGradients, useBackend } from '../../src/backend/index.ts';
import { fillNormal, foldIn, keyOf } from '../../src/noise/index.ts';
import {
  edm,
  flow,
  gaussian,
  gaussianMixture,
  levelAt,
  subVp,
  ve,
  vp,
} from '../../src/problem/index.ts';
import {
  denoisingScoreMatching,
  explicitScoreMatching,
  implicitScoreMatching,
  type NoisyBatch,
  type SlicedOptions,
  slicedScoreMatching,
  weightings,
} from '../../src/train/index.ts';

type Parameters = Readonly<Record<string, tf.Tensor>>;
const schedule = vp();
const problem = gaussianMixture({
  means: [
    [-1, 0.5],
    [0.8, -0.4],
  ],
  sd: [0.4, 0.7],
});
const key = keyOf('score matching');

/** Data, the noise put on them and when; and the noisy samples that came of it. */
function batchOf(
  k: number,
  count: number,
  times = [0.15, 0.4, 0.75],
): NoisyBatch & { x: Float64Array } {
  const x0 = problem.draw(foldIn(foldIn(key, 'data'), k), { first: 0, count });
  const eps = new Float32Array(x0.length);
  fillNormal(eps, 2, foldIn(foldIn(key, 'eps'), k), 0);
  const at = Float64Array.from({ length: count }, (_, r) => times[r % times.length] as number);
  const x = x0.map((v, i) => {
    const { alpha, sigma } = levelAt(schedule, at[i >> 1] as number);
    return alpha * v + sigma * (eps[i] as number);
  });
  return { x0, eps, times: at, x };
}

/** A small network with an output layer that is not zero. */
function filled(seed: number): Network<tf.Tensor> {
  const network = mlp({ shape: [2], hidden: [12, 12], features: 4, seed });
  const weight = Float32Array.from({ length: 24 }, (_, i) => 0.4 * Math.sin(seed + 1.3 * i));
  return network.with({ ...network.parameters, 'output/weight': tf.tensor2d(weight, [12, 2]) });
}
const read = (make: () => tf.Scalar): number =>
  tf.tidy(() => make().dataSync<'float32'>()[0] as number);

/** Mean and standard error of independent numbers. */
function summarised(values: readonly number[]): readonly [mean: number, error: number] {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const square = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
  return [mean, Math.sqrt(square / values.length)];
}

beforeAll(async () => {
  await useBackend('wasm');
  await registerGradients();
});

// Statistical checks compare means over independent batches at 4.5 standard errors: false alarm 7e-6 each, about twenty of
// them in this file.
const far = 4.5;

describe('objectives differ from explicit score matching by a constant', () => {
  type Loss = (network: Network<tf.Tensor>, k: number) => tf.Scalar;
  const explicit: Loss = (network, k) =>
    explicitScoreMatching(network, schedule, batchOf(k, 1800), problem);
  const others: readonly (readonly [string, Loss])[] = [
    ['implicit', (network, k) => implicitScoreMatching(network, schedule, batchOf(k, 1800))],
    // over elements a mean in place of half a sum: for two elements the same
    ['denoising', (network, k) => denoisingScoreMatching(network, schedule, batchOf(k, 1800))],
    [
      'sliced',
      (network, k) => slicedScoreMatching(network, schedule, batchOf(k, 1800), foldIn(key, k)),
    ],
  ];
  const gap = (of: Loss, k: number): number => {
    const [a, b] = [filled(1), filled(2)];
    return read(() => of(a, k)) - read(() => of(b, k));
  };
  let gaps: readonly number[] = [];
  beforeAll(() => {
    gaps = Array.from({ length: 40 }, (_, k) => gap(explicit, k));
  });
  test.for(others)('%s: two networks are as far apart by it as by the explicit one', ([, loss]) => {
    const [mean, error] = summarised(gaps.map((own, k) => gap(loss, k) - own));
    expect(Math.abs(mean)).toBeLessThan(far * error);
    // the gap itself is larger than what is allowed, so that the check can fail
    expect(error * far).toBeLessThan(0.2 * Math.abs(gaps[0] as number));
  });

  test('the gradient of denoising score matching is that of the explicit one, in expectation', () => {
    const network = filled(1);
    const names = Object.keys(network.parameters);
    const gradient = (loss: (at: Network<tf.Tensor>) => tf.Scalar): tf.Tensor1D =>
      tf.tidy(() => {
        const gradients = tf.grads((...values: tf.Tensor[]) =>
          loss(
            network.with(
              Object.fromEntries(names.map((name, i) => [name, values[i] as tf.Tensor])),
            ),
          ),
        )(names.map((name) => network.parameters[name] as tf.Tensor));
        return tf.concat1d(gradients.map((g) => tf.reshape<tf.Rank.R1>(g, [-1])));
      });
    // compared along the gradient itself, as other data have it
    const direction = gradient((at) =>
      explicitScoreMatching(at, schedule, batchOf(1000, 600), problem),
    );
    const along = (loss: (at: Network<tf.Tensor>) => tf.Scalar): number =>
      read(() => tf.div(tf.dot(gradient(loss), direction), tf.norm(direction)));
    const both = Array.from({ length: 40 }, (_, k) => {
      const batch = batchOf(k, 600);
      const denoising = along((at) => denoisingScoreMatching(at, schedule, batch));
      return [
        denoising,
        along((at) => explicitScoreMatching(at, schedule, batch, problem)),
      ] as const;
    });
    const [mean, error] = summarised(both.map(([denoising, explicit]) => denoising - explicit));
    expect(Math.abs(mean)).toBeLessThan(far * error);
    // the gradient is far larger than what is allowed, so that the check can fail
    const [whole] = summarised(both.map(([, explicit]) => explicit));
    expect(far * error).toBeLessThan(0.2 * Math.abs(whole));
  });
});

describe('sliced score matching', () => {
  const network = (): Network<tf.Tensor> => filled(3);
  const batch = batchOf(99, 300);

  test.for([
    { directions: 'rademacher', form: 'variance-reduced' },
    { directions: 'gaussian', form: 'variance-reduced' },
    { directions: 'rademacher', form: 'projected' },
    { directions: 'gaussian', form: 'projected' },
  ] as const satisfies readonly SlicedOptions[])(
    '$directions, $form: Hutchinson agrees with the exact trace',
    (options) => {
      const exact = read(() => implicitScoreMatching(network(), schedule, batch));
      const values = Array.from({ length: 60 }, (_, k) =>
        read(() => slicedScoreMatching(network(), schedule, batch, foldIn(key, k), options)),
      );
      const [mean, error] = summarised(values);
      expect(Math.abs(mean - exact)).toBeLessThan(far * error);
    },
  );

  test('several projections are the mean of one each', () => {
    const options = { directions: 'gaussian', form: 'projected' } as const;
    const two = read(() =>
      slicedScoreMatching(network(), schedule, batch, key, { ...options, projections: 2 }),
    );
    const more = read(() =>
      slicedScoreMatching(network(), schedule, batch, key, { ...options, projections: 1 }),
    );
    expect(two).not.toBe(more);
    const three = [1, 2, 3].map(
      (projections) =>
        projections *
        read(() =>
          slicedScoreMatching(network(), schedule, batch, key, { ...options, projections }),
        ),
    );
    // sums of one, two and three terms of which each is that of a direction: their differences are again losses of one
    expect((three[1] ?? 0) - (three[0] ?? 0)).not.toBeCloseTo(three[0] ?? 0, 6);
    expect(two).toBeCloseTo((three[1] ?? 0) / 2, 6);
  });

  test('the finite difference tends to the derivative, with an error of order 2 in its step', () => {
    const options = { directions: 'rademacher' } as const;
    const exact = read(() => slicedScoreMatching(network(), schedule, batch, key, options));
    const error = (step: number): number =>
      Math.abs(
        read(() =>
          slicedScoreMatching(network(), schedule, batch, key, {
            ...options,
            form: 'finite-difference',
            step,
          }),
        ) - exact,
      );
    // order 2 at steps where float32 rounding, 2^-24 / step, is far below step^2
    const rate = Math.log2(error(0.4) / error(0.2));
    expect(Math.abs(rate - 2)).toBeLessThan(0.5);
  });

  test('its gradient in the parameters is its slope: second derivatives are right', () => {
    const at = network();
    const loss = (parameters: Parameters): tf.Scalar =>
      slicedScoreMatching(at.with(parameters), schedule, batch, key, { form: 'projected' });
    for (const name of ['input/weight', 'hidden1/weight', 'time/weight']) {
      const value = at.parameters[name] as tf.Tensor;
      const direction = tf.sin(tf.reshape(tf.mul(tf.range(1, value.size + 1), 2.3), value.shape));
      const slope = read(() =>
        tf.sum(
          tf.mul(
            tf.grad((v: tf.Tensor) => loss({ ...at.parameters, [name]: v }))(value),
            direction,
          ),
        ),
      );
      const moved = (h: number): number =>
        read(() => loss({ ...at.parameters, [name]: tf.add(value, tf.mul(direction, h)) }));
      // float32 at h = 2^-6: rounding of a loss below 4 is 4 2^-24 / h = 2e-5; the third-order term is below 2 %
      const h = 2 ** -6;
      const difference = (moved(h) - moved(-h)) / (2 * h);
      expect(Math.abs(difference - slope), name).toBeLessThan(1e-3 + 0.03 * Math.abs(slope));
    }
  });

  test('what it cannot do is named', () => {
    const run = (options: SlicedOptions) => () =>
      slicedScoreMatching(network(), schedule, batch, key, options);
    expect(run({ projections: 0 })).toThrow('projections must be a positive integer, got 0');
    expect(run({ form: 'exact' as 'projected' })).toThrow(
      'form must be one of variance-reduced, projected',
    );
    expect(run({ step: 0 })).toThrow('step must be a finite number above 0, got 0');
  });
});

describe.for([
  ['vp', vp(), 0.3],
  ['sub-vp', subVp(), 0.3],
  ['edm', edm(), 0.5],
  ['flow', flow(), 0.4],
  ['a level of NCSN on ve', ve(), ve().timeOf(-Math.log(0.3))],
] as const)('a linear network on Gaussian data reaches the known optimum on %s', ([, kind, t]) => {
  // eps* = sigma (x - alpha m) / v with v = alpha^2 s^2 + sigma^2: a slope and an offset, the same for every objective. The
  // network sees x times `scale`.
  const [m, s, n] = [0.5, 0.6, 4000];
  const { alpha, sigma } = levelAt(kind, t);
  const v = (alpha * s) ** 2 + sigma ** 2;
  const scale = 1 / Math.hypot(alpha, sigma);
  const exact = gaussian({ mean: [m], sd: s });
  const linear = (parameters: Parameters): Network<tf.Tensor> => ({
    predicts: 'eps',
    shape: [1],
    parameters,
    apply: (x) => tf.add(tf.mul(x, parameters.slope as tf.Tensor), parameters.offset as tf.Tensor),
    with: linear,
    dispose: () => {},
  });
  const x0 = exact.draw(key, { first: 0, count: n });
  const eps = new Float32Array(n);
  fillNormal(eps, 1, foldIn(key, 'linear'), 0);
  const times = new Float64Array(n).fill(t);
  const batch = {
    x0,
    eps,
    times,
    x: x0.map((value, i) => alpha * value + sigma * (eps[i] as number)),
  };
  type Loss = (at: Network<tf.Tensor>) => tf.Scalar;
  const objectives: readonly (readonly [string, Loss])[] = [
    ...weightings.map((make) => {
      const weighting = make();
      const loss: Loss = (at) => denoisingScoreMatching(at, kind, batch, weighting);
      return [`denoising, ${weighting.name}`, loss] as const;
    }),
    ['explicit', (at) => explicitScoreMatching(at, kind, batch, exact)],
    ['implicit', (at) => implicitScoreMatching(at, kind, batch)],
    ...(['projected', 'variance-reduced', 'finite-difference'] as const).flatMap((form) =>
      (['rademacher', 'gaussian'] as const).map((directions) => {
        const options = { form, directions };
        const loss: Loss = (at) => slicedScoreMatching(at, kind, batch, key, options);
        return [`sliced, ${form}, ${directions}`, loss] as const;
      }),
    ),
  ];

  test.for(objectives)('%s', ([, objective]) => {
    // The losses are quadratic in slope and offset: Newton's step from any point, by differences that are exact for a
    // quadratic, lands on the optimum of the batch.
    const at = (slope: number, offset: number): number =>
      read(() => objective(linear({ slope: tf.scalar(slope), offset: tf.scalar(offset) })));
    const [o, a, b] = [at(0, 0), [at(1, 0), at(-1, 0)], [at(0, 1), at(0, -1)]] as const;
    const [ga, gb] = [a, b].map(([up = 0, down = 0]) => (up - down) / 2) as [number, number];
    const [haa, hbb] = [a, b].map(([up = 0, down = 0]) => up + down - 2 * o) as [number, number];
    const hab = (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / 4;
    const det = haa * hbb - hab * hab;
    const slope = (-ga * hbb + gb * hab) / det;
    const offset = (-gb * haa + ga * hab) / det;
    // Without a target, the slope comes from mean(u x^2) = mean(u) v where u is 1, or v^2 of a Gaussian direction with E u^2 = 3:
    // its relative error is at most sqrt(6 / n), so that of slope sigma / v, with sigma^2 <= v, is below 2.5 / sqrt(n v).
    expect(Math.abs(slope * scale - sigma / v)).toBeLessThan((far * 2.5) / Math.sqrt(n * v));
    // The offset is -slope times the mean of x: 2.5 alpha m / sqrt(n v) of the slope and sqrt(3 / n) of the mean.
    const ofOffset = (2.5 * alpha * m) / Math.sqrt(v) + Math.sqrt(3);
    expect(Math.abs(offset + (sigma * alpha * m) / v)).toBeLessThan(
      (far * ofOffset) / Math.sqrt(n),
    );
  });
});
