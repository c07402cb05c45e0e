import { breathe, useBackend } from '../backend/index.ts';
import { InputError } from '../errors/index.ts';
import { featuresOf } from '../features/index.ts';
import { type Measurement, measure, metricsNamed } from '../metrics/index.ts';
import { foldIn, keyOf } from '../noise/index.ts';
import type { HostArray } from '../space/index.ts';
import { blocksFor, type Compared, comparedOf, type DrawnFacts } from './compared.ts';
import type { MeasureOptions } from './measureOptions.ts';
import { type Progress, progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** What was measured of what: all that a table, JSON or a page tells, as plain values. */
export interface MeasuredSamples extends Measurement {
  readonly samples: string;
  readonly reference: string;
  readonly counts: { readonly samples: number; readonly reference: number };
  /** How samples were drawn, where they are those of a run. */
  readonly drawn?: DrawnFacts | undefined;
  /** What saw them, where features were compared. */
  readonly features?: string | undefined;
  readonly spatial?: boolean | undefined;
  readonly layer?: string | undefined;
  readonly inputRange?: readonly number[] | undefined;
  readonly inputSize?: number | undefined;
  /** Values that were compared, of each sample. */
  readonly dimension: number;
  readonly seed: string | number;
}

/** Two sets as they are compared, rows of `dimension` values. */
interface Sets {
  readonly samples: HostArray;
  readonly reference: HostArray;
  readonly dimension: number;
  readonly drawn?: DrawnFacts | undefined;
}

/** One array of what becomes of each block. */
async function joined(
  blocks: Iterable<HostArray>,
  of: (block: HostArray) => HostArray | Promise<HostArray>,
): Promise<HostArray> {
  const parts: HostArray[] = [];
  for (const block of blocks) parts.push(await of(block));
  const [only, another] = parts;
  if (only !== undefined && another === undefined) return only;
  const out = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

async function setsOf(compared: Compared, options: MeasureOptions): Promise<Sets> {
  const { features } = options;
  if (features !== undefined) await useBackend(options.backend);
  const extractor =
    features === undefined ? undefined : await featuresOf(features, compared, options);
  try {
    let count = 0;
    const seen = (block: HostArray): HostArray | Promise<HostArray> => {
      count += block.length / compared.dimension;
      return extractor === undefined ? block : extractor.of(block);
    };
    const { blocks, drawn } = await compared.samples();
    const samples = await joined(blocks, seen);
    const dimension = samples.length / count;
    const reference = await joined(blocksFor(compared.data, 'reference', options), seen);
    return { samples, reference, dimension, drawn };
  } finally {
    extractor?.dispose();
  }
}

/**
 * Holds samples against a reference.
 * @throws InputError for what cannot be used, before long work begins, and where nothing at all could be measured
 */
export async function measured(
  samples: string,
  named: string | undefined,
  options: MeasureOptions,
  terminal: Terminal,
): Promise<MeasuredSamples> {
  const { features, spatial, layer, inputRange, inputSize, seed, quiet, metrics } = options;
  const compared = await comparedOf(samples, named, options, terminal);
  const law = features === undefined ? compared.data.exact : undefined;
  let bar: Progress | undefined;
  try {
    metricsNamed(metrics, { count: options.samples, hasLaw: law !== undefined });
    const sets = await setsOf(compared, options);
    const { dimension, drawn } = sets;
    const found = await measure(sets.reference, sets.samples, {
      dimension,
      key: foldIn(keyOf(seed), 'metrics'),
      law,
      names: metrics,
      onMetric: async ({ done, all, name }) => {
        bar ??= progress('measuring', all, terminal, { quiet });
        bar.at(done, name);
        terminal.signal.throwIfAborted();
        // a bar is drawn, and Ctrl-C heard, between two metrics
        await breathe();
      },
    });
    if (Object.keys(found.values).length === 0) {
      throw new InputError(`measure: ${Object.values(found.refused)[0] ?? 'no metric was named'}`);
    }
    return {
      ...{ samples, reference: compared.reference },
      counts: {
        samples: sets.samples.length / dimension,
        reference: sets.reference.length / dimension,
      },
      ...(drawn && { drawn }),
      ...(features !== undefined && { features, spatial, layer, inputRange, inputSize }),
      ...{ dimension, seed, ...found },
    };
  } finally {
    bar?.stop();
    compared.dispose();
  }
}
