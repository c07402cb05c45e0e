import type { Tensor } from '@tensorflow/tfjs-core';
import { networkDenoiser } from '../../models/index.ts';
import { useBackend } from '../backend/index.ts';
import { knownLimits } from '../catalogue/index.ts';
import { varianceEntrantOf } from '../compare/index.ts';
import { InputError } from '../errors/index.ts';
import { writePoints, writeWhole } from '../io/index.ts';
import { foldIn, keyOf } from '../noise/index.ts';
import type { Denoiser } from '../problem/index.ts';
import { interpolationStrip, pngOf, rasterised, samplesPicture } from '../report/index.ts';
import { openRun, runData } from '../run/index.ts';
import { drawnSeed } from '../sampling/index.ts';
import { atDepths, type Between, onArc } from './between.ts';
import { requireWritableFile } from './destination.ts';
import type { InterpolateCommandOptions } from './interpolateOptions.ts';
import { limitOf } from './limitOf.ts';
import { odeSolver } from './odeSolver.ts';
import { progress } from './progress.ts';
import { sampleNamed } from './sampleNamed.ts';
import type { Terminal } from './terminal.ts';

/** What a strip is written of: rows of samples between the two, without and with these at both ends. */
interface Found {
  readonly rows: readonly Between[];
  readonly weights: readonly number[];
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly shape: readonly number[];
  /** Data of the run, to be drawn beneath points. */
  readonly beneath: () => Promise<ArrayLike<number>>;
}

/** @throws InputError for a picture of samples that are neither images nor points */
async function written(
  file: string,
  title: string,
  { rows, weights, a, b, shape, beneath }: Found,
): Promise<void> {
  const ending = file.split('.').at(-1)?.toLowerCase();
  const all = Float32Array.from(rows.flatMap(({ values }) => Array.from(values)));
  if (ending === 'npy') return writePoints(file, all, [rows.length, weights.length, ...shape]);
  if (ending === 'csv') return writePoints(file, all, [rows.length * weights.length, ...shape]);
  if (shape.length === 3) {
    const values = rows.flatMap((row) => [...a, ...row.values, ...b]);
    const labels = weights.map((w) => String(Number(w.toFixed(3))));
    const strip = { values, shape, rows: rows.map(({ name }) => name) };
    const raster = await interpolationStrip({ ...strip, columns: ['A', ...labels, 'B'] });
    return writeWhole(file, await pngOf(raster));
  }
  const svg = samplesPicture(title, all, a.length, await beneath());
  return writeWhole(file, ending === 'svg' ? svg : await rasterised(svg));
}

/**
 * `tfjs-sde interpolate`: what a network sees between two samples; the file appears when all is done, whole.
 * @throws InputError for what cannot be used, before long work begins
 */
export async function runInterpolation(
  run: string,
  [nameOfA, nameOfB]: readonly [a: string, b: string],
  options: InterpolateCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const { out, err, signal, now } = terminal;
  const { method, depths, columns, steps, seed = drawnSeed(), out: file, quiet, json } = options;
  const isArc = method === 'slerp';
  const ode = isArc ? odeSolver(options.solver) : undefined;
  const entrant = varianceEntrantOf(options.solver);
  requireWritableFile('--out', file);
  const backend = await useBackend(options.backend);
  const { network, schedule, decoder, config, sampling } = await openRun(run);
  const begun = now();
  const shown = progress('interpolating', 100, terminal, { quiet });
  try {
    if (decoder !== undefined) {
      throw new InputError(
        `${run}: diffuses latents, which images have to be encoded to first; give a run of samples themselves`,
      );
    }
    const { shape } = network;
    if (shape.length === 3 && /\.svg$/i.test(file)) {
      throw new InputError(`--out ${file}: pictures of images are .png; or write .npy`);
    }
    const key = foldIn(keyOf(seed), 'data');
    const a = await sampleNamed(nameOfA, shape, key);
    const b = await sampleNamed(nameOfB, shape, key);
    const weights = Array.from({ length: columns }, (_, i) => i / (columns - 1));
    const denoiser: Denoiser<Tensor> = networkDenoiser(network, schedule);
    const onShare = (share: number): void => shown.at(Math.floor(100 * share), entrant.label);
    const ways = { denoiser, a, b, weights, steps, seed, signal, onShare };
    const limit = isArc ? undefined : limitOf(options.limit, sampling.limit);
    const rows =
      ode === undefined
        ? await atDepths(ways, depths, { ...entrant, limit })
        : [await onArc(ways, ode)];
    shown.stop();
    const beneath = async (): Promise<ArrayLike<number>> => {
      if (config.kind !== 'trained') return [];
      const { all } = await runData(config.settings.data);
      return all.draw(keyOf('picture'), { first: 0, count: 1000 });
    };
    const title = `between ${nameOfA} and ${nameOfB}, ${method}`;
    await written(file, title, { rows, weights, a, b, shape, beneath });
    const facts = {
      ...{ file, run, a: nameOfA, b: nameOfB, method },
      ...(isArc ? {} : { depths }),
      ...{ weights, solver: entrant.label, steps },
      ...(limit && { limit: knownLimits.label(limit) }),
      ...{ seed, evaluations: rows.map((row) => row.evaluations) },
      ...{ seconds: (now() - begun) / 1000, backend: backend.name },
    };
    const how = isArc ? 'on the arc between their noise' : `at depths ${depths.join(', ')}`;
    out.write(
      json
        ? `${JSON.stringify(facts, undefined, 2)}\n`
        : `${file}: ${columns} samples of ${run} from ${nameOfA} to ${nameOfB} ${how}, ${entrant.label} in ${steps} steps, seed ${seed}\n`,
    );
  } catch (error) {
    if (signal.aborted) err.write('stopped; nothing was written\n');
    throw error;
  } finally {
    shown.stop();
    network.dispose();
    decoder?.dispose();
  }
}
