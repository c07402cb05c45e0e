import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { learnsVariance, type Network, networkDenoiser } from '../../models/index.ts';
import { useBackend } from '../../src/backend/index.ts';
import { knownLimits, parseSpecification, withoutVariance } from '../../src/catalogue/index.ts';
import { varianceEntrantOf } from '../../src/cli/entrants.ts';
import { energyDistance } from '../../src/metrics/index.ts';
import { fillNormal, foldIn, keyOf } from '../../src/noise/index.ts';
import { type Denoiser, type Prediction, reverse } from '../../src/problem/index.ts';
import { openRun, prepare, readSettings, runData, systems, trainRun } from '../../src/run/index.ts';
import { sample } from '../../src/sampling/index.ts';
import { denoiserTask } from '../../src/train/index.ts';

// Every system as `train --system NAME` sets it up, on a U-Net as small as one that still learns within a minute on wasm.
const data = 'glyphs(characters=digits)';
const small = {
  steps: 60,
  batch: 8,
  learningRate: 0.003,
  warmup: 5,
  evaluateEvery: 60,
  checkpointEvery: 60,
  ema: 0.9,
  seed: 1,
};
const folder = mkdtempSync(path.join(tmpdir(), 'systems-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => useBackend('wasm'));

/** A U-Net as a system asks for it, with fewer channels. */
const smaller = (model: string): string => {
  const [, options = ''] = /^unet(?:\((.*)\))?$/.exec(model) ?? [];
  const size = 'channels=16-16,groups=4,headSize=16';
  return `unet(${options === '' ? size : `${options},${size}`})`;
};

/** The held-out loss of the best network whose output is one number c: a parabola in c, through three points. */
function bestConstant(
  task: (network: Network<tf.Tensor>) => ReturnType<typeof denoiserTask>,
  like: Network<tf.Tensor>,
): number {
  const lossOf = (c: number): number => {
    const channels = like.learnsVariance === true ? 2 : 1;
    const constant: Network<tf.Tensor> = {
      ...like,
      apply: (x) => {
        const shape = [...x.shape.slice(0, -1), (x.shape.at(-1) as number) * channels];
        const values = tf.fill(shape, c);
        if (channels === 1) return values;
        return tf.concat([tf.fill(x.shape, c), tf.zeros(x.shape)], -1);
      },
      with: () => constant,
    };
    const [batch] = task(constant).heldOut();
    return tf.tidy(
      () => tf.mean(batch?.losses({}, false) as tf.Tensor).dataSync()[0] ?? Number.NaN,
    );
  };
  const [low, middle, high] = [lossOf(-1), lossOf(0), lossOf(1)];
  const [curvature, slope] = [(low + high) / 2 - middle, (high - low) / 2];
  return middle - slope ** 2 / (4 * curvature);
}

test.each(systems)(
  '$name learns, and its samples are nearer to the data than noise',
  async ({ name, sampling, settings }) => {
    const { train: set } = await runData(data);
    const own = settings(set);
    const chosen = readSettings(name, {
      ...own,
      ...small,
      system: name,
      data,
      model: smaller(own.model ?? ''),
    });
    const prepared = await prepare(chosen);
    const out = path.join(folder, name);
    const { last } = await trainRun(prepared, {
      folder: out,
      resume: false,
      backend: 'wasm',
      versions: {},
    });
    expect(existsSync(path.join(out, 'samples', '00000060.png'))).toBe(true);
    const { network, schedule } = await openRun(out);
    const { objective, times } = prepared;
    const sources = { data: set, heldOut: set, schedule, objective, times };
    const constant = bestConstant(
      (of) =>
        denoiserTask({
          ...sources,
          network: of,
          key: foldIn(keyOf(1), 'train'),
          batch: 8,
          conditionDropout: 0,
        }),
      network,
    );
    expect(last?.evaluation).toBeLessThan(constant);

    const isLong = sampling.steps > 250;
    const count = isLong ? 16 : 64;
    const { solver, grid } = varianceEntrantOf(sampling.solver);
    const limit = knownLimits.make(parseSpecification(sampling.limit ?? 'clip(range=2)', 'limit'));
    const problem = <P extends Prediction<tf.Tensor>>(of: Denoiser<tf.Tensor, P>) =>
      reverse(limit.on(of));
    const how = { grid, steps: isLong ? sampling.steps : 20, samples: count, seed: 2 };
    const { x } = await (learnsVariance(network)
      ? sample(problem(networkDenoiser(network, schedule)), { solver, ...how })
      : sample(problem(networkDenoiser(network, schedule)), {
          solver: withoutVariance(solver),
          ...how,
        }));
    const drawn = Float64Array.from(await x.data<'float32'>());
    x.dispose();
    network.dispose();
    const held = set.draw(keyOf('held out'), { first: 0, count: 512 });
    const noise = new Float64Array(count * 256);
    fillNormal(noise, 256, keyOf('noise'), 0);
    const far = energyDistance(noise, held, { dimension: 256 }).value;
    // half as far as noise is: a margin that a sampler which leaves the noise as it is cannot reach
    expect(energyDistance(drawn, held, { dimension: 256 }).value).toBeLessThan(far / 2);
  },
);
