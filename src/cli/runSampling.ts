import type { Tensor } from '@tensorflow/tfjs-core';
import { learnsVariance, networkDenoiser } from '../../models/index.ts';
import { useBackend } from '../backend/index.ts';
import { knownLimits, withoutVariance } from '../catalogue/index.ts';
import { writePoints, writeWhole } from '../io/index.ts';
import { type Denoiser, type Prediction, reverse } from '../problem/index.ts';
import { rasterised, samplesPicture } from '../report/index.ts';
import { openRun, readConfig, samplingOf } from '../run/index.ts';
import { sample } from '../sampling/index.ts';
import { requireWritableFile } from './destination.ts';
import { varianceEntrantOf } from './entrants.ts';
import { limitOf } from './limitOf.ts';
import { progress } from './progress.ts';
import type { SampleCommandOptions } from './sampleOptions.ts';
import type { Terminal } from './terminal.ts';

/** Writes samples [n, ...] to a file: numbers, or a picture of them, by its ending. */
async function written(
  file: string,
  title: string,
  values: Float32Array,
  shape: readonly number[],
): Promise<void> {
  const ending = file.split('.').at(-1)?.toLowerCase();
  if (ending === 'npy' || ending === 'csv') return writePoints(file, values, shape);
  const svg = samplesPicture(title, values, values.length / (shape[0] ?? 1), []);
  await writeWhole(file, ending === 'svg' ? svg : await rasterised(svg));
}

/**
 * `tfjs-sde sample`: draws samples with the averaged weights of a run; the file appears when all is done, whole.
 * @throws InputError for what cannot be used, before long work begins
 */
export async function runSampling(
  run: string,
  options: SampleCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const { out, err, signal, now } = terminal;
  const { samples, batch, quiet, json, out: file } = options;
  const own = samplingOf(run, await readConfig(run));
  const { steps = own.steps } = options;
  const { solver, grid, label } = varianceEntrantOf(options.solver ?? own.solver);
  const limit = limitOf(options.limit, own.limit);
  requireWritableFile('--out', file);
  const backend = await useBackend(options.backend);
  const { network, schedule, step } = await openRun(run);
  const batches = Math.ceil(samples / batch);
  const shown = progress('sampling', batches * steps, terminal, { quiet });
  const begun = now();
  try {
    const limited = <P extends Prediction<Tensor>>(of: Denoiser<Tensor, P>): Denoiser<Tensor, P> =>
      limit === undefined ? of : limit.on(of);
    const how = { grid, steps, samples, batch, seed: options.seed, signal };
    const onStep = ({ step: at }: { step: number }, { first }: { first: number }): void =>
      shown.at((first / batch) * steps + at, label);
    const drawn = await (learnsVariance(network)
      ? sample(reverse(limited(networkDenoiser(network, schedule))), { solver, ...how, onStep })
      : sample(reverse(limited(networkDenoiser(network, schedule))), {
          solver: withoutVariance(solver),
          ...how,
          onStep,
        }));
    shown.stop();
    const { x, seed, evaluations } = drawn;
    const values = (await x.data<'float32'>()).slice();
    const { shape } = x;
    x.dispose();
    signal.throwIfAborted();
    await written(file, `${samples} samples by ${label} in ${steps} steps`, values, shape);
    const facts = {
      ...{ file, run, ...(step === undefined ? {} : { trainedSteps: step }) },
      ...{ solver: label, grid: drawn.grid.name, steps, samples },
      ...(limit && { limit: knownLimits.label(limit) }),
      ...{ seed, evaluations, seconds: (now() - begun) / 1000, backend: backend.name },
    };
    if (json) out.write(`${JSON.stringify(facts, undefined, 2)}\n`);
    else {
      const after = step === undefined ? '' : ` after ${step} training steps`;
      const held = limit === undefined ? '' : `, x0 held by ${knownLimits.label(limit)}`;
      const on = `${label}${grid === undefined ? '' : `@${drawn.grid.name}`}${held}`;
      out.write(
        `${file}: ${samples} samples of ${run}${after}, ${on} in ${steps} steps, ${evaluations} network calls each, `,
      );
      out.write(`seed ${seed}\n`);
    }
  } catch (error) {
    shown.stop();
    if (signal.aborted) err.write('stopped; nothing was written\n');
    throw error;
  } finally {
    network.dispose();
  }
}
