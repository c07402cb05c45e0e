import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { learnsVariance, type Network, networkDenoiser } from '../../models/index.ts';
import { useBackend } from '../../src/backend/index.ts';
import {
  knownLimits,
  knownObjectives,
  knownTimes,
  parseSpecification,
  withoutVariance,
} from '../../src/catalogue/index.ts';
import { varianceEntrantOf } from '../../src/compare/index.ts';
import type { Dataset } from '../../src/data/index.ts';
import { energyDistance } from '../../src/metrics/index.ts';
import { fillNormal, foldIn, keyOf } from '../../src/noise/index.ts';
import { type Denoiser, type Prediction, reverse } from '../../src/problem/index.ts';
import {
  openRun,
  type PartName,
  prepare,
  readSettings,
  runData,
  systems,
  trainRun,
} from '../../src/run/index.ts';
import { latentsOf } from '../../src/run/latents/latents.ts';
import { readMetrics } from '../../src/run/metrics.ts';
import { sample } from '../../src/sampling/index.ts';
import { denoiserTask } from '../../src/train/index.ts';

// Every system as `train --system NAME` sets it up, on a U-Net as small as one that still learns within a minute on wasm.
const data = 'glyphs(characters=digits)';
const small = {
  steps: 80,
  batch: 8,
  learningRate: 0.003,
  warmup: 5,
  evaluateEvery: 80,
  checkpointEvery: 80,
  ema: 0.9,
  seed: 1,
};
const folder = mkdtempSync(path.join(tmpdir(), 'systems-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => useBackend('wasm'));

/** A network as a system asks for it, with fewer channels. */
const smaller = (model: string): string => {
  const { name, options } = parseSpecification(model, 'model');
  const small = { channels: '16-16', groups: 4, ...(name === 'vae' ? {} : { headSize: 16 }) };
  const all = Object.entries({ ...options, ...small });
  return `${name}(${all.map(([option, value]) => `${option}=${value}`).join(',')})`;
};

/**
 * The held-out loss that a part would have if it knew nothing of a sample but the law of all: a classifier that gives each of ten
 * classes a tenth, a VAE that decodes every latent as the mean and tells nothing by it.
 */
function ignorant(part: PartName, set: Dataset): number {
  if (part === 'classifier') return Math.log(10);
  const [rows, sd] = [1024, 0.1];
  const x = set.draw(keyOf('mean'), { first: 0, count: rows });
  const mean = new Float64Array(256);
  for (const [i, value] of x.entries()) mean[i % 256] = (mean[i % 256] as number) + value / rows;
  const variance = x.reduce((sum, value, i) => sum + (value - (mean[i % 256] as number)) ** 2, 0);
  return variance / x.length / (2 * sd ** 2) + Math.log(sd) + Math.log(2 * Math.PI) / 2;
}

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
  async ({ name, sampling, settings, part }) => {
    const { train: set } = await runData(data);
    const own = settings(set);
    const whole = readSettings(name, { ...own, ...small, system: name, data });
    const ofPart = part?.settings(set, whole).model;
    const chosen = {
      ...{ ...whole, model: smaller(whole.model) },
      ...(ofPart !== undefined && { partModel: smaller(ofPart), partSteps: 80 }),
    };
    const prepared = await prepare(chosen);
    const out = path.join(folder, name);
    const { last } = await trainRun(prepared, {
      folder: out,
      resume: false,
      backend: 'wasm',
      versions: {},
    });
    expect(existsSync(path.join(out, 'samples', '00000080.png'))).toBe(true);
    if (part !== undefined) {
      const { evaluation } = (await readMetrics(path.join(out, part.name))).at(-1) ?? {};
      expect(evaluation).toBeLessThan(ignorant(part.name, set));
    }
    const { network, schedule, decoder } = await openRun(out);
    const objective = knownObjectives.make(parseSpecification(chosen.objective, 'objective'));
    const times = knownTimes.make(parseSpecification(chosen.times, 'times'));
    const latents = decoder === undefined ? undefined : await latentsOf(out, prepared.data);
    const { train, heldOut } = latents ?? prepared.data;
    const sources = { data: train, heldOut, schedule, objective, times };
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
    latents?.dispose();
    expect(last?.evaluation).toBeLessThan(constant);

    const isLong = sampling.steps > 250;
    const count = isLong ? 16 : 64;
    const { solver, grid } = varianceEntrantOf(sampling.solver);
    const usual = decoder === undefined ? 'clip(range=2)' : 'clip(range=4)';
    const limit = knownLimits.make(parseSpecification(sampling.limit ?? usual, 'limit'));
    const problem = <P extends Prediction<tf.Tensor>>(of: Denoiser<tf.Tensor, P>) =>
      reverse(limit.on(of));
    const how = { grid, steps: isLong ? sampling.steps : 20, samples: count, seed: 2 };
    const { x } = await (learnsVariance(network)
      ? sample(problem(networkDenoiser(network, schedule)), { solver, ...how })
      : sample(problem(networkDenoiser(network, schedule)), {
          solver: withoutVariance(solver),
          ...how,
        }));
    const shown = decoder?.decode(x) ?? x;
    const drawn = Float64Array.from(await shown.data<'float32'>());
    tf.dispose([x, shown]);
    network.dispose();
    decoder?.dispose();
    const held = set.draw(keyOf('held out'), { first: 0, count: 512 });
    const noise = new Float64Array(count * 256);
    fillNormal(noise, 256, keyOf('noise'), 0);
    const far = energyDistance(noise, held, { dimension: 256 }).value;
    // half as far as noise is: a margin that a sampler which leaves the noise as it is cannot reach
    expect(energyDistance(drawn, held, { dimension: 256 }).value).toBeLessThan(far / 2);
  },
);
