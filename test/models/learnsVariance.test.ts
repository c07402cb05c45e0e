import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { learnsVariance, mlp, type Network, networkDenoiser } from '../../models/index.ts';
import { registerGradients, useBackend } from '../../src/backend/index.ts';
import { keyOf } from '../../src/noise/index.ts';
import { vp } from '../../src/problem/index.ts';
import { denoisingScoreMatching, slicedScoreMatching } from '../../src/train/index.ts';

const shape = [2, 3];
const schedule = vp();
const columns = (from: number, to: number): Float32Array =>
  Float32Array.from({ length: 8 * (to - from) }, (_, i) => {
    const [row, column] = [Math.floor(i / (to - from)), from + (i % (to - from))];
    return 0.3 * Math.sin(1 + 2.1 * row + 1.7 * column);
  });

/** Two networks with the same weights, one of which has outputs more for its variance. */
function both(): { plain: Network<tf.Tensor>; uncertain: ReturnType<typeof withVariance> } {
  const made = mlp({ shape, hidden: [8], features: 4, seed: 3 });
  const plain = made.with({
    ...made.parameters,
    'output/weight': tf.tensor2d(columns(0, 6), [8, 6]),
  });
  return { plain, uncertain: withVariance(made) };
}
function withVariance({ parameters }: Network<tf.Tensor>) {
  const made = mlp({ shape, hidden: [8], features: 4, seed: 3, learnsVariance: true });
  return made.with({
    ...parameters,
    'output/weight': tf.tensor2d(columns(0, 12), [8, 12]),
    'output/bias': tf.zeros([12]),
  });
}
const x = Float32Array.from({ length: 24 }, (_, i) => 1.5 * Math.sin(2.3 * i));

describe.for(['cpu', 'wasm'] as const)('on %s, an MLP that learns its variance', (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
    await registerGradients();
  });

  test('has a last axis twice as long: what it predicts, then where its variance lies', () => {
    const { plain, uncertain } = both();
    expect([learnsVariance(plain), learnsVariance(uncertain)]).toEqual([false, true]);
    tf.tidy(() => {
      const at = tf.tensor3d(x, [4, ...(shape as [number, number])]);
      const whole = uncertain.apply(at, 0.4);
      expect(whole.shape).toEqual([4, 2, 6]);
      const eps = tf.slice(whole, [0, 0, 0], [4, 2, 3]).dataSync<'float32'>();
      // two matrix products whose sums run over other numbers of columns: a few roundings of numbers below 4
      for (const [i, value] of plain.apply(at, 0.4).dataSync<'float32'>().entries()) {
        expect(Math.abs((eps[i] as number) - value)).toBeLessThan(64 * 2 ** -24);
      }
    });
  });

  test('bound to a schedule it predicts the same, and a share v = (raw + 1) / 2', () => {
    const { plain, uncertain } = both();
    tf.tidy(() => {
      const at = tf.tensor3d(x, [4, ...(shape as [number, number])]);
      const prediction = networkDenoiser(uncertain, schedule).predict(at, 0.3);
      const x0 = networkDenoiser(plain, schedule).predict(at, 0.3).x0.dataSync<'float32'>();
      // eps agree to 64 roundings; x0 has them times sigma / alpha, which is below 2 here
      for (const [i, value] of prediction.x0.dataSync<'float32'>().entries()) {
        expect(Math.abs((x0[i] as number) - value)).toBeLessThan(128 * 2 ** -24);
      }
      const raw = tf.slice(uncertain.apply(at, schedule.logSnr(0.3)), [0, 0, 3], [4, 2, 3]);
      expect(prediction.varianceShare.shape).toEqual([4, 2, 3]);
      const shares = prediction.varianceShare.dataSync<'float32'>();
      for (const [i, value] of raw.dataSync<'float32'>().entries()) {
        expect(shares[i]).toBeCloseTo((value + 1) / 2, 6);
      }
      const views = networkDenoiser(plain, schedule).predict(at, 0.3);
      expect('varianceShare' in views).toBe(false);
    });
  });

  test('begins half way, and other objectives pass its variance by, second derivatives too', () => {
    const fresh = mlp({ shape, hidden: [8], features: 4, seed: 3, learnsVariance: true });
    tf.tidy(() => {
      const at = tf.tensor3d(x, [4, ...(shape as [number, number])]);
      const { varianceShare } = networkDenoiser(fresh, schedule).predict(at, 0.3);
      expect([...varianceShare.dataSync<'float32'>()]).toEqual(Array(24).fill(0.5));
    });
    const { plain, uncertain } = both();
    const batch = {
      x: Float64Array.from(x),
      x0: Float64Array.from(x),
      eps: x.map((v) => Math.cos(3 * v)),
      times: Float64Array.of(0.1, 0.3, 0.5, 0.8),
    };
    const losses = [plain, uncertain].map((network) =>
      tf.tidy(() => [
        denoisingScoreMatching(network, schedule, batch).dataSync<'float32'>()[0] as number,
        slicedScoreMatching(network, schedule, batch, keyOf(2)).dataSync<'float32'>()[0] as number,
      ]),
    );
    for (const [k, loss] of (losses[0] ?? []).entries()) {
      expect(Math.abs((losses[1]?.[k] as number) / loss - 1)).toBeLessThan(1e-5);
    }
    const slope = tf.tidy(() => {
      const weight = uncertain.parameters['output/weight'] as tf.Tensor;
      const loss = (value: tf.Tensor): tf.Scalar =>
        slicedScoreMatching(
          uncertain.with({ ...uncertain.parameters, 'output/weight': value }),
          schedule,
          batch,
          keyOf(2),
        );
      return tf.grad(loss)(weight).dataSync<'float32'>();
    });
    // columns 6 to 11 make the variance
    for (const [i, value] of slope.entries()) {
      if (i % 12 < 6) expect(value).not.toBe(0);
      else expect(value).toBe(0);
    }
  });
});
