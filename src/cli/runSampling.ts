import { writePoints, writeWhole } from '../io/index.ts';
import { imageGrid, pngOf, rasterised, samplesPicture } from '../report/index.ts';
import { reverseFilm, statePictures } from '../run/index.ts';
import { requireWritableFile } from './destination.ts';
import { drawingOf } from './drawing.ts';
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
  const { samples, quiet, json, out: file, columns, seed } = options;
  requireWritableFile('--out', file);
  const drawing = await drawingOf(run, options);
  const { opened, label, steps, limit, classifier } = drawing;
  const { step } = opened;
  const begun = now();
  try {
    const film = isAnimation(file)
      ? reverseFilm(statePictures(`--out ${file}`, opened), {
          ...{ samples, steps, columns, frames: options.frames },
        })
      : undefined;
    const drawn = await drawing.draw(
      samples,
      { seed, quiet },
      terminal,
      film && ((state, rows, diffusion) => film.keep(state, rows, diffusion())),
    );
    const title = `${samples} samples by ${label} in ${steps} steps`;
    if (film === undefined) await written(file, title, drawn.values, drawn.shape, columns);
    else await writeWhole(file, await film.apng());
    const { class: of, text, captions, guidance = drawing.guidance } = options;
    const { grid, evaluations } = drawn;
    const facts = {
      ...{ file, run, ...(step === undefined ? {} : { trainedSteps: step }) },
      ...{ solver: label, grid, steps, samples },
      ...(film && { frames: film.frames }),
      ...(limit !== undefined && { limit }),
      ...(of !== undefined && { class: of }),
      ...(text !== undefined && { text }),
      ...(of !== undefined && classifier !== undefined && { classifier }),
      ...(captions !== undefined && { captions }),
      ...((of ?? text ?? captions) !== undefined && { guidance }),
      ...{ seed: drawn.seed, evaluations, seconds: (now() - begun) / 1000 },
      backend: drawing.backend,
    };
    if (json) out.write(`${JSON.stringify(facts, undefined, 2)}\n`);
    else {
      const after = step === undefined ? '' : ` after ${step} training steps`;
      const held = limit === undefined ? '' : `, x0 held by ${limit}`;
      const on = `${label}${drawing.isOnGrid ? `@${grid}` : ''}${held}`;
      out.write(
        `${file}: ${film === undefined ? '' : `${film.frames} frames of `}${samples} samples of ${run}${after}, ${on} in ${steps} steps, ${evaluations} network calls each, `,
      );
      out.write(`seed ${drawn.seed}\n`);
    }
  } catch (error) {
    if (signal.aborted) err.write('stopped; nothing was written\n');
    throw error;
  } finally {
    drawing.dispose();
  }
}
