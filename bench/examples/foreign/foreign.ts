import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { networkDenoiser } from '../../../models/index.ts';
import { type DiffusionSolver, ddim, ddpm, dpmpp2m } from '../../../solvers/index.ts';
import { useBackend } from '../../../src/backend/index.ts';
import { steps as stepsShown } from '../../../src/cli/steps.ts';
import { table } from '../../../src/cli/table.ts';
import { packageVersions } from '../../../src/cli/versions.ts';
import { InputError } from '../../../src/errors/index.ts';
import { type GridRule, trailing } from '../../../src/grids/index.ts';
import { readNpy, writePoints, writeWhole } from '../../../src/io/index.ts';
import { energyDistance } from '../../../src/metrics/index.ts';
import { projectFolder } from '../../../src/native/npm.ts';
import { fillNormal, keyOf } from '../../../src/noise/index.ts';
import { reverse } from '../../../src/problem/index.ts';
import { rasterised } from '../../../src/report/index.ts';
import { importRun, openRun, type RunData, runData } from '../../../src/run/index.ts';
import { sample } from '../../../src/sampling/index.ts';
import { environment } from '../../peers/environment.ts';
import type { ForeignOptions } from '../options.ts';
import { allowed, apart } from './agreement.ts';
import { imagesPicture, type TitledImages } from './imagesPicture.ts';
import { python } from './python.ts';

/** How samples are drawn here. */
interface Drawn {
  readonly solver: DiffusionSolver;
  readonly steps: number;
  readonly grid?: GridRule;
  readonly start?: tf.Tensor;
}

/** Images that are trained on. */
const trained = 8192;
const script = ['bench', 'examples', 'foreign', 'train_with_diffusers.py'];

/** Writes what the other side needs: images to train on, and noise to start from. */
async function prepared(
  folder: string,
  { train }: RunData,
  samples: number,
): Promise<Float32Array> {
  const { shape, dimension } = train;
  if (shape.length !== 3) {
    throw new InputError(`--data ${train.name}: expected images, got samples of shape [${shape}]`);
  }
  await mkdir(folder, { recursive: true });
  const images = Float32Array.from(train.draw(keyOf('train'), { first: 0, count: trained }));
  await writePoints(path.join(folder, 'train.npy'), images, [trained, ...shape]);
  const start = new Float32Array(samples * dimension);
  fillNormal(start, dimension, keyOf('start'), 0);
  await writePoints(path.join(folder, 'start.npy'), start, [samples, ...shape]);
  return start;
}

/**
 * Trains a UNet2DModel with torch and diffusers, imports it, and compares samples from both sides: those of DDIM from the same start one
 * by one, and others by their energy distance to held-out data.
 *
 * @returns the exit code: 0, or 1 where both sides do not agree
 * @throws InputError if something it needs is missing
 */
export async function foreign({
  data: name,
  steps,
  channels,
  samples,
  out,
}: ForeignOptions): Promise<number> {
  const { signal } = new AbortController();
  const terminal = {
    out: process.stdout,
    err: process.stderr,
    signal,
    now: () => performance.now(),
  };
  const step = stepsShown(terminal, { quiet: false });
  const root = projectFolder();
  const threads = Math.min(2, availableParallelism());
  const data = await runData(name);
  const { shape, dimension } = data.train;
  const start = await prepared(out, data, samples);
  const interpreter = await environment(root, { step, signal });
  await python(
    interpreter,
    [path.join(root, ...script), out, String(steps), String(threads), channels],
    {
      signal,
      threads,
    },
  );
  const read = async (by: string): Promise<Float64Array> =>
    (await readNpy(path.join(out, `${by}.npy`))).values;
  const [theirs, ancestral] = [await read('ddim'), await read('ddpm')];
  const run = path.join(out, 'run');
  await step('import it', () =>
    importRun(path.join(out, 'model'), run, { data: name, versions: packageVersions() }),
  );
  const backend = await useBackend();
  const { network, schedule, sampling } = await openRun(run);
  console.log(`here, on ${backend.name}: ${sampling.solver} unless told otherwise`);
  const problem = reverse(networkDenoiser(network, schedule));
  const grid = trailing();
  const noise = tf.tensor(start, [samples, ...shape]);
  const drawn = (title: string, how: Drawn): Promise<Float64Array> =>
    step(title, async () => {
      const { x } = await sample(problem, { samples, seed: 1, ...how });
      const values = Float64Array.from(await x.data());
      x.dispose();
      return values;
    });
  const same = await drawn('ddim in 20 steps from the same start', {
    ...{ solver: ddim(), steps: 20, grid, start: noise },
  });
  const own = await drawn('ddpm in 50 steps', { solver: ddpm(), steps: 50, grid });
  const better = await drawn('dpmpp-2m in 15 steps', { solver: dpmpp2m(), steps: 15 });
  const held = data.heldOut.draw(keyOf('held out'), { first: 0, count: 4 * samples });
  const fresh = data.heldOut.draw(keyOf('fresh'), { first: 0, count: samples });
  const rows = (
    [
      ['fresh data', fresh],
      ['DDIM, 20 steps, diffusers', theirs],
      ['ddim, 20 steps, here', same],
      ['DDPM, 50 steps, diffusers', ancestral],
      ['ddpm, 50 steps, here', own],
      ['dpmpp-2m, 15 steps, here', better],
    ] as const
  ).map(([title, images]) => ({
    title,
    images,
    to: energyDistance(images, held, { dimension }),
  }));
  const { most, rms } = apart(same, theirs);
  const bound = allowed(schedule.alpha(1));
  console.log(
    table(
      [
        { heading: 'samples' },
        { heading: 'energy distance to held-out data x 1000', align: 'right' },
      ],
      rows.map(({ title, to }) => [
        title,
        `${(1000 * to.value).toFixed(2)} ± ${(1000 * to.error).toFixed(2)}`,
      ]),
    ),
  );
  const far = Math.abs((rows[3]?.to.value ?? 0) - (rows[4]?.to.value ?? 0));
  const error = Math.hypot(rows[3]?.to.error ?? 0, rows[4]?.to.error ?? 0);
  const [isSame, isAlike] = [most <= bound, far <= 4 * error];
  console.log(
    `the same start: apart by ${most.toExponential(1)} at most, rms ${rms.toExponential(1)}; ${bound.toExponential(1)} is allowed: ${isSame ? 'the same' : 'NOT THE SAME'}`,
  );
  console.log(
    `ddpm on both sides: ${(1000 * far).toFixed(2)} apart, standard error ${(1000 * error).toFixed(2)}: ${isAlike ? 'alike' : 'NOT ALIKE'}`,
  );
  const picture = path.join(out, 'samples.png');
  const shown: readonly TitledImages[] = rows;
  await writeWhole(picture, await rasterised(imagesPicture(shown, shape)));
  console.log(`pictures: ${picture}\nmore:     npx tfjs-sde sample ${run} --out samples.npy`);
  tf.dispose(noise);
  network.dispose();
  return isSame && isAlike ? 0 : 1;
}
