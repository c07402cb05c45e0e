import { blocksOf, type Dataset } from '../data/index.ts';
import { InputError } from '../errors/index.ts';
import { foldIn, keyOf } from '../noise/index.ts';
import { isRun, readConfig, runData } from '../run/index.ts';
import type { HostArray } from '../space/index.ts';
import { dataOfRun } from './dataOfRun.ts';
import { type Drawing, drawingOf } from './drawing.ts';
import { optionalDrawing } from './drawingOptions.ts';
import type { MeasureOptions } from './measureOptions.ts';
import type { Terminal } from './terminal.ts';

/** Samples of a run, and how they were drawn. */
export interface DrawnFacts {
  readonly trainedSteps?: number | undefined;
  readonly solver: string;
  readonly grid: string;
  readonly steps: number;
  readonly limit?: string | undefined;
  /** Network calls for each sample. */
  readonly evaluations: number;
}

/** What is held against a reference: known before samples of a run are drawn, which takes long. */
export interface Compared {
  /** The name of the reference. */
  readonly reference: string;
  readonly data: Dataset;
  /** Of one sample: that of images, where one of both sets says it. */
  readonly shape: readonly number[];
  readonly dimension: number;
  readonly samples: () => Promise<{
    readonly blocks: Iterable<HostArray>;
    readonly drawn?: DrawnFacts;
  }>;
  readonly dispose: () => void;
}

function requireFit(samples: string, of: number, reference: string, { dimension }: Dataset): void {
  if (of === dimension) return;
  throw new InputError(
    `${samples}: samples of ${of} values cannot be held against the ${dimension} of ${reference}`,
  );
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** Values that are held at a time where features are made of them. */
const atOnce = 2 ** 24;

/** Samples of data, by the seed and what they are for. */
export function blocksFor(
  data: Dataset,
  purpose: 'samples' | 'reference',
  { seed, samples }: MeasureOptions,
): Iterable<HostArray> {
  const size = Math.max(1, Math.floor(atOnce / data.dimension));
  return blocksOf(data, foldIn(keyOf(seed), purpose), samples, size);
}

/** Samples are drawn where a run is named. */
async function comparedRun(
  run: string,
  named: string | undefined,
  options: MeasureOptions,
  terminal: Terminal,
): Promise<Compared> {
  const data =
    named === undefined
      ? await dataOfRun(run, await readConfig(run))
      : { ...(await runData(named)), name: named };
  const drawing: Drawing = await drawingOf(run, options);
  const { opened, label, steps, limit } = drawing;
  try {
    const shape = opened.decoder?.shape ?? opened.network.shape;
    requireFit(run, sizeOf(shape), data.name, data.all);
    const samples = async () => {
      const { seed, quiet } = options;
      const { values, grid, evaluations } = await drawing.draw(
        options.samples,
        { seed, quiet },
        terminal,
      );
      const { step } = opened;
      return {
        blocks: [values],
        drawn: { trainedSteps: step, solver: label, grid, steps, limit, evaluations },
      };
    };
    const { dimension } = data.all;
    const { dispose } = drawing;
    return { reference: data.name, data: data.all, shape, dimension, samples, dispose };
  } catch (error) {
    drawing.dispose();
    throw error;
  }
}

/**
 * What is compared with what.
 *
 * @param samples a run, a file, or data by name
 * @param reference data; of a run by default those it was trained on
 * @throws InputError for what cannot be opened, sets of different width, and options of a run where there is none
 */
export async function comparedOf(
  samples: string,
  reference: string | undefined,
  options: MeasureOptions,
  terminal: Terminal,
): Promise<Compared> {
  if (isRun(samples)) return comparedRun(samples, reference, options, terminal);
  const given = optionalDrawing.find((name) => options[name] !== undefined);
  if (given !== undefined) {
    const option = given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new InputError(`--${option}: ${samples} is no run to draw samples of; leave it out`);
  }
  if (reference === undefined) {
    throw new InputError(
      `${samples}: is no run, whose data would be the reference; name one after it`,
    );
  }
  const [{ all }, { all: data }] = [await runData(samples), await runData(reference)];
  requireFit(samples, all.dimension, reference, data);
  const blocks = async () => ({ blocks: blocksFor(all, 'samples', options) });
  const { dimension } = data;
  const shape = [all.shape, data.shape].find(({ length }) => length === 3) ?? data.shape;
  return { reference, data, shape, dimension, samples: blocks, dispose: () => {} };
}
