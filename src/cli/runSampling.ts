import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { useBackend } from '../backend/index.ts';
import { knownLimits, withoutVariance } from '../catalogue/index.ts';
import { varianceEntrantOf } from '../compare/index.ts';
import { InputError } from '../errors/index.ts';
import { readLines, writePoints, writeWhole } from '../io/index.ts';
import type { Rows } from '../noise/index.ts';
import {
  type Denoiser,
  type Prediction,
  type ReverseDiffusion,
  reverse,
} from '../problem/index.ts';
import { imageGrid, pngOf, rasterised, samplesPicture } from '../report/index.ts';
import { openRun, readConfig, reverseFilm, samplingOf, statePictures } from '../run/index.ts';
import { type State, sample, wholeBlocks } from '../sampling/index.ts';
import { wished } from './asked.ts';
import { requireWritableFile } from './destination.ts';
import { guideOf } from './guideOf.ts';
import { limitOf } from './limitOf.ts';
import { progress } from './progress.ts';
import { isAnimation, type SampleCommandOptions } from './sampleOptions.ts';
import type { Terminal } from './terminal.ts';

/** Writes samples [n, ...] to a file: numbers, or a picture of them, by its ending. */
async function written(
  file: string,
  title: string,
  values: Float32Array,
  shape: readonly number[],
  columns: number | undefined,
): Promise<void> {
  const ending = file.split('.').at(-1)?.toLowerCase();
  if (ending === 'npy' || ending === 'csv') return writePoints(file, values, shape);
  if (ending === 'png' && shape.length === 4) {
    const grid = imageGrid(values, shape.slice(1), columns === undefined ? {} : { columns });
    return writeWhole(file, await pngOf(grid));
  }
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
  const { samples, quiet, json, out: file, columns } = options;
  const own = samplingOf(run, await readConfig(run));
  const { steps = own.steps } = options;
  const { solver, grid, label } = varianceEntrantOf(options.solver ?? own.solver);
  const limit = limitOf(options.limit, own.limit);
  requireWritableFile('--out', file);
  const captions =
    options.captions === undefined ? undefined : await readLines(options.captions, 'caption');
  const backend = await useBackend(options.backend);
  const opened = await openRun(run);
  const { network, schedule, step, config, decoder } = opened;
  if (decoder !== undefined && options.limit !== undefined && limit !== undefined) {
    throw new InputError(
      `--limit: ${run} draws latents, whose values have no limits; leave it out`,
    );
  }
  const { class: of, text, guidance, guidanceInterval: interval } = options;
  const wish = { class: of, text, captions, guidance, interval };
  const guide = await guideOf(options.classifier, opened);
  const denoiser = wished(network, schedule, wish, {
    folder: run,
    network,
    classifier: guide?.classifier,
    classes: guide?.classes ?? (config.kind === 'trained' ? (config.data.classes ?? []) : []),
    guidance: own.guidance ?? 1,
  });
  const film = isAnimation(file)
    ? reverseFilm(statePictures(`--out ${file}`, opened), {
        ...{ samples, steps, columns, frames: options.frames },
      })
    : undefined;
  const batch = wholeBlocks(options.batch, network.block);
  const batches = Math.ceil(samples / batch);
  const shown = progress('sampling', batches * steps, terminal, { quiet });
  const begun = now();
  try {
    const limited = <P extends Prediction<Tensor>>(
      denoised: Denoiser<Tensor, P>,
    ): ReverseDiffusion<Tensor, P> => reverse(limit === undefined ? denoised : limit.on(denoised));
    const how = { grid, steps, samples, batch, seed: options.seed, signal };
    const onStep = async (state: State<Tensor>, rows: Rows): Promise<void> => {
      shown.at((rows.first / batch) * steps + state.step, label);
      if (film === undefined) return;
      await film.keep(state, rows, limited<Prediction<Tensor>>(denoiser.of(rows)));
    };
    const drawn = await (denoiser.hasVariance
      ? sample((rows: Rows) => limited(denoiser.of(rows)), { solver, ...how, onStep })
      : sample((rows: Rows) => limited(denoiser.of(rows)), {
          solver: withoutVariance(solver),
          ...how,
          onStep,
        }));
    shown.stop();
    const { seed, evaluations } = drawn;
    const x = decoder === undefined ? drawn.x : decoder.decode(drawn.x);
    const values = (await x.data<'float32'>()).slice();
    const { shape } = x;
    dispose([drawn.x, x]);
    signal.throwIfAborted();
    const title = `${samples} samples by ${label} in ${steps} steps`;
    if (film === undefined) await written(file, title, values, shape, columns);
    else await writeWhole(file, await film.apng());
    const facts = {
      ...{ file, run, ...(step === undefined ? {} : { trainedSteps: step }) },
      ...{ solver: label, grid: drawn.grid.name, steps, samples },
      ...(film && { frames: film.frames }),
      ...(limit && { limit: knownLimits.label(limit) }),
      ...(of !== undefined && { class: of }),
      ...(text !== undefined && { text }),
      ...(of !== undefined && guide !== undefined && { classifier: guide.folder }),
      ...(captions !== undefined && { captions: options.captions }),
      ...((of ?? text ?? captions) !== undefined && { guidance: guidance ?? own.guidance ?? 1 }),
      ...{ seed, evaluations, seconds: (now() - begun) / 1000, backend: backend.name },
    };
    if (json) out.write(`${JSON.stringify(facts, undefined, 2)}\n`);
    else {
      const after = step === undefined ? '' : ` after ${step} training steps`;
      const held = limit === undefined ? '' : `, x0 held by ${knownLimits.label(limit)}`;
      const on = `${label}${grid === undefined ? '' : `@${drawn.grid.name}`}${held}`;
      out.write(
        `${file}: ${film === undefined ? '' : `${film.frames} frames of `}${samples} samples of ${run}${after}, ${on} in ${steps} steps, ${evaluations} network calls each, `,
      );
      out.write(`seed ${seed}\n`);
    }
  } catch (error) {
    shown.stop();
    if (signal.aborted) err.write('stopped; nothing was written\n');
    throw error;
  } finally {
    network.dispose();
    decoder?.dispose();
    guide?.classifier.dispose();
  }
}
