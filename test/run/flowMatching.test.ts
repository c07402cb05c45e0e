import type * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mlp, type Network, networkDenoiser } from '../../models/index.ts';
import { useBackend } from '../../src/backend/index.ts';
import {
  knownObjectives,
  knownTimes,
  parseSpecification,
  scheduleFrom,
  withoutVariance,
} from '../../src/catalogue/index.ts';
import { varianceEntrantOf } from '../../src/compare/index.ts';
import { energyDistance } from '../../src/metrics/index.ts';
import { fillNormal, keyOf } from '../../src/noise/index.ts';
import { reverse, type Schedule } from '../../src/problem/index.ts';
import { type RunData, readSettings, runData, systemNamed } from '../../src/run/index.ts';
import { sample } from '../../src/sampling/index.ts';
import { train } from '../../src/train/index.ts';

// The system as `train --system flow-matching` sets it up on points, with a smaller network and fewer steps.
const data = 'eight-gaussians';
const { sampling, settings } = systemNamed('flow-matching');

let schedule: Schedule;
let sets: RunData;
let network: Network<tf.Tensor>;
beforeAll(async () => {
  await useBackend('wasm');
  const own = settings((await runData(data)).train);
  expect(own.model).toBe('mlp(predicts=velocity)');
  const chosen = readSettings(data, { ...own, data, seed: 1 });
  sets = await runData(data);
  schedule = await scheduleFrom(chosen.schedule);
  const objective = knownObjectives.make(parseSpecification(chosen.objective, 'objective'));
  const times = knownTimes.make(parseSpecification(chosen.times, 'way to draw times'));
  const start = mlp({ shape: [2], hidden: [64, 64, 64], predicts: 'velocity', seed: 1 });
  const made = { data: sets.train, schedule, objective, times, network: start };
  const short = {
    batch: 128,
    steps: 300,
    learningRate: 0.005,
    decay: 'cosine',
    emaDecay: 0.95,
  } as const;
  ({ network } = await train({ ...made, ...short, seed: 1 }));
  start.dispose();
});

afterAll(() => network.dispose());

// its own solver follows eps, the other one x0
test.for([sampling.solver, 'dpmpp-2m'])(
  'an MLP of the velocity moves noise to points better than the best linear map does, by %s',
  async (name) => {
    const count = 1000;
    const { solver, grid } = varianceEntrantOf(name);
    const { x } = await sample(reverse(networkDenoiser(network, schedule)), {
      ...{ solver: withoutVariance(solver), grid, steps: sampling.steps, samples: count, seed: 2 },
    });
    const drawn = Float64Array.from(await x.data<'float32'>());
    x.dispose();
    const held = sets.heldOut.draw(keyOf('held out'), { first: 0, count });
    // no linear map of noise is nearer than the Gaussian of the data's own variance: theirs is the same along both axes
    const variance = held.reduce((sum, value) => sum + value * value, 0) / held.length;
    const gaussian = new Float64Array(2 * count);
    fillNormal(gaussian, 2, keyOf('noise'), 0, { scale: Math.sqrt(variance) });
    const [own, linear] = [drawn, gaussian].map((of) => energyDistance(of, held, { dimension: 2 }));
    // five standard errors of both: a false alarm in three million, on fixed keys
    const slack = 5 * Math.hypot(own?.error ?? 0, linear?.error ?? 0);
    expect(own?.value).toBeLessThan((linear?.value ?? 0) - slack);
  },
);
