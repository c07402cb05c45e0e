import { breathe, useBackend } from '../backend/index.ts';
import { someOf } from '../data/index.ts';
import { InputError } from '../errors/index.ts';
import { featuresOf } from '../features/index.ts';
import { type Measurement, measure, metricsNamed } from '../metrics/index.ts';
import { foldIn, keyOf } from '../noise/index.ts';
import type { HostArray } from '../space/index.ts';
import { type Compared, comparedOf, type DrawnFacts } from './compared.ts';
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

async function setsOf(compared: Compared, options: MeasureOptions): Promise<Sets> {
  const { features, seed, samples: most } = options;
  if (features !== undefined) await useBackend(options.backend);
  const extractor =
    features === undefined ? undefined : await featuresOf(features, compared, options);
  try {
    const reference = someOf(compared.data, foldIn(keyOf(seed), 'reference'), most);
    const { values, drawn } = await compared.samples();
    const plain = { samples: values, reference, dimension: compared.dimension, drawn };
    if (extractor === undefined) return plain;
    const [ofReference, ofSamples] = [await extractor.of(reference), await extractor.of(values)];
    const dimension = ofSamples.length / (values.length / compared.dimension);
    return { samples: ofSamples, reference: ofReference, dimension, drawn };
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
