import * as tf from '@tensorflow/tfjs-core';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { ddpm, dpmpp2m, heun } from '../../solvers/index.ts';
import { useBackend } from '../../src/backend/index.ts';
import { freshNoise, keyOf } from '../../src/noise/index.ts';
import {
  flow,
  forward,
  gaussianMixture,
  levelAt,
  type ReverseDiffusion,
  reverse,
  type Schedule,
  ve,
  vp,
} from '../../src/problem/index.ts';
import { imageGrid, type Raster } from '../../src/report/index.ts';
import { imagePictures, reverseFilm } from '../../src/run/index.ts';
import { forwardStates, type SolverFor, type State, sample } from '../../src/sampling/index.ts';
import { tensors } from '../../src/space/index.ts';
import { chunksIn, still } from '../report/chunks.ts';
import { crop } from '../report/crop.ts';

/** Grey pictures of 2 x 3 pixels of two kinds, whose score is exact. */
const shape = [2, 3, 1];
const problem = gaussianMixture({
  means: [
    [1, -1, 1, -1, 1, -1],
    [-1, -1, -1, 1, 1, 1],
  ],
  sd: [0.05, 0.1],
});
const pictures = imagePictures('film', shape);
const samples = 5;
type Solver = SolverFor<Float64Array, ReverseDiffusion<Float64Array>>;

/** What passes by: states at unit variance of signal and noise together, and x0 as it is expected there. */
interface Passed {
  readonly states: number[];
  readonly estimates: number[];
}

/** A draw that is filmed, and what passed by, step by step. */
async function filmed(
  schedule: Schedule,
  solver: Solver,
  { steps, frames, batch }: { steps: number; frames?: number; batch?: number },
) {
  const diffusion = reverse(problem.denoiser(schedule));
  const film = reverseFilm(pictures, { samples, steps, frames });
  const passed: Passed[] = [];
  const { x } = await sample(diffusion, {
    ...{ solver, steps, samples, batch, seed: 'film' },
    onStep: async (state: State<Float64Array>, rows) => {
      await film.keep(state, rows, diffusion);
      const { alpha, sigma } = levelAt(schedule, state.t);
      const at = passed[state.step] ?? { states: [], estimates: [] };
      passed[state.step] = at;
      at.states.push(...state.x.map((value) => value / Math.hypot(alpha, sigma)));
      at.estimates.push(...(sigma === 0 ? state.x : diffusion.predict(state.x, state.t).x0));
    },
  });
  return { bytes: await film.apng(), passed, x };
}

/** Both panels of a frame of five pictures, at eight pixels for one. */
function panels(frame: Raster): readonly [Raster, Raster] {
  const size = imageGrid(new Float64Array(30), shape, { scale: 8 });
  return [crop(frame, [10, 61], size), crop(frame, [140, 61], size)];
}

/** The frames of a file. */
function framesOf(bytes: Uint8Array): readonly Raster[] {
  const chunks = chunksIn(bytes);
  const count = chunks.filter(({ type }) => type === 'fcTL').length;
  return Array.from({ length: count }, (_, i) => decode(still(chunks, i)) as Raster);
}

const gridOf = (values: ArrayLike<number>): Raster => imageGrid(values, shape, { scale: 8 });

describe.for([
  ['dpmpp-2m on vp', vp(), dpmpp2m() as Solver],
  ['ddpm on ve', ve(), ddpm() as Solver],
  ['heun on flow', flow(), heun() as Solver],
] as const)('%s', ([, schedule, solver]) => {
  test('every state is a frame: on the left where samples are, on the right x0 as it is expected there', async () => {
    const { bytes, passed, x } = await filmed(schedule, solver, { steps: 7 });
    const frames = framesOf(bytes);
    expect(frames).toHaveLength(8);
    for (const [step, frame] of frames.entries()) {
      const [left, right] = panels(frame);
      expect(left.data).toEqual(gridOf(passed[step]?.states ?? []).data);
      expect(right.data).toEqual(gridOf(passed[step]?.estimates ?? []).data);
    }
    // what plays no animations shows the samples
    expect(panels(decode(bytes) as Raster).map(({ data }) => data)).toEqual([
      gridOf(x).data,
      gridOf(x).data,
    ]);
  });

  test('filming changes no sample, and the batch no frame', async () => {
    const { bytes, x } = await filmed(schedule, solver, { steps: 4 });
    const alone = await sample(reverse(problem.denoiser(schedule)), {
      ...{ solver, steps: 4, samples, seed: 'film' },
    });
    expect(alone.x).toEqual(x);
    const inParts = await filmed(schedule, solver, { steps: 4, batch: 2 });
    expect(Buffer.from(inParts.bytes).equals(bytes)).toBe(true);
  });
});

test('on tensors a film and the states of the forward process leave none behind', async () => {
  await useBackend('cpu');
  const space = tensors(shape);
  const denoiser = problem.denoiser(vp(), space);
  const diffusion = reverse(denoiser);
  const before = tf.memory().numTensors;
  const film = reverseFilm(pictures, { samples, steps: 3 });
  const { x } = await sample(diffusion, {
    ...{ solver: dpmpp2m(), steps: 3, samples, seed: 'film' },
    onStep: (state, rows) => film.keep(state, rows, diffusion),
  });
  expect(framesOf(await film.apng())).toHaveLength(4);
  const noise = freshNoise(space, keyOf('film'), { first: 0, count: samples });
  const states = forwardStates(forward(vp(), space), x, [0, 0.1, 1], noise);
  tf.dispose([x, ...states]);
  expect(tf.memory().numTensors).toBe(before);
  denoiser.dispose();
});

test('frames are bounded, evenly spread, and the first and the last state among them', async () => {
  const { bytes, passed } = await filmed(vp(), dpmpp2m(), { steps: 100, frames: 6 });
  const frames = framesOf(bytes);
  expect(frames).toHaveLength(6);
  for (const [i, frame] of frames.entries()) {
    expect(panels(frame)[0].data).toEqual(gridOf(passed[20 * i]?.states ?? []).data);
  }
  const usual = await filmed(vp(), dpmpp2m(), { steps: 100 });
  expect(framesOf(usual.bytes)).toHaveLength(60);
});

test('a film that has not seen every state says so', async () => {
  const film = reverseFilm(pictures, { samples: 1, steps: 5 });
  await expect(film.apng()).rejects.toThrow('5 steps needs 6 states, got 0; give the steps of');
});

test.each([
  [{ samples: 1025, steps: 5 }, 'an animation shows at most 1024 samples, got 1025'],
  [{ samples: 1, steps: 5, frames: 1 }, 'an animation: frames must be an integer of at least 2'],
])('%j is refused', (options, message) => {
  expect(() => reverseFilm(pictures, options)).toThrow(message);
});

test.each([[[2]], [[4, 4]], [[4, 4, 2]]])('samples of shape %j are no pictures', (own) => {
  expect(() => imagePictures('--out a.apng', own)).toThrow(
    `--out a.apng: needs pictures of shape [height, width, 1 or 3], got samples of shape [${own.join(', ')}]`,
  );
});
