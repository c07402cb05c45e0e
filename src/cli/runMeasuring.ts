import { inBatches } from '../../models/index.ts';
import { breathe, useBackend } from '../backend/index.ts';
import { someOf } from '../data/index.ts';
import { InputError } from '../errors/index.ts';
import { type Measurement, measure } from '../metrics/index.ts';
import { foldIn, keyOf } from '../noise/index.ts';
import { openClassifier, runData } from '../run/index.ts';
import type { HostArray } from '../space/index.ts';
import { digits } from './digits.ts';
import type { MeasureOptions } from './measureOptions.ts';
import { type Progress, progress } from './progress.ts';
import { table } from './table.ts';
import type { Terminal } from './terminal.ts';

/** Two sets that are compared, rows of `dimension` values. */
interface Sets {
  readonly samples: HostArray;
  readonly reference: HostArray;
  readonly dimension: number;
}

async function setsOf(
  samples: string,
  reference: string,
  { samples: most, seed }: MeasureOptions,
): Promise<Sets> {
  const [a, b] = [await runData(samples), await runData(reference)];
  if (a.all.dimension !== b.all.dimension) {
    throw new InputError(
      `${samples}: samples of ${a.all.dimension} values cannot be held against the ${b.all.dimension} of ${reference}`,
    );
  }
  const key = keyOf(seed);
  return {
    samples: someOf(a.all, foldIn(key, 'samples'), most),
    reference: someOf(b.all, foldIn(key, 'reference'), most),
    dimension: a.all.dimension,
  };
}

/** The same sets by what a classifier sees of them. */
async function featuresOf(sets: Sets, folder: string, options: MeasureOptions): Promise<Sets> {
  await useBackend(options.backend);
  const { classifier, config } = await openClassifier(folder);
  try {
    if (classifier.isNoisy) {
      throw new InputError(
        `${folder}: is a classifier of noisy images; train one of clean images, --model "classifier(noisy=false)"`,
      );
    }
    const size = classifier.shape.reduce((product, n) => product * n, 1);
    if (size !== sets.dimension) {
      throw new InputError(
        `${folder}: sees images of ${classifier.shape.join(' x ')}, trained on ${config.settings.data}; these samples have ${sets.dimension} values`,
      );
    }
    const seen = (images: HostArray): Promise<Float32Array> =>
      inBatches(images, classifier.shape, (x) =>
        options.spatial ? classifier.spatialFeatures(x) : classifier.features(x),
      );
    const [samples, reference] = [await seen(sets.samples), await seen(sets.reference)];
    const dimension = samples.length / (sets.samples.length / sets.dimension);
    return { samples, reference, dimension };
  } finally {
    classifier.dispose();
  }
}

function inWords({ values, refused }: Measurement): string {
  const rows = Object.entries(values).map(([name, { value, error }]) => [
    name,
    digits(value),
    `± ${digits(error)}`,
  ]);
  const why = Object.entries(refused).map(([name, reason]) => `${name}: not measured; ${reason}\n`);
  const columns = [
    { heading: 'metric' },
    { heading: 'value', align: 'right' },
    { heading: 'error', align: 'right' },
  ] as const;
  return `${rows.length > 0 ? table(columns, rows) : ''}${why.join('')}`;
}

/**
 * `tfjs-sde measure`: samples held against a reference.
 * @throws InputError for what cannot be used, and where nothing at all could be measured
 */
export async function runMeasuring(
  samples: string,
  reference: string,
  options: MeasureOptions,
  terminal: Terminal,
): Promise<void> {
  const plain = await setsOf(samples, reference, options);
  const { features, spatial, seed, quiet } = options;
  const sets = features === undefined ? plain : await featuresOf(plain, features, options);
  const { dimension } = sets;
  let bar: Progress | undefined;
  let found: Measurement;
  try {
    found = await measure(sets.reference, sets.samples, {
      dimension,
      key: foldIn(keyOf(seed), 'metrics'),
      names: options.metrics,
      onMetric: async ({ done, all, name }) => {
        bar ??= progress('measuring', all, terminal, { quiet });
        bar.at(done, name);
        terminal.signal.throwIfAborted();
        // a bar is drawn, and Ctrl-C heard, between two metrics
        await breathe();
      },
    });
  } finally {
    bar?.stop();
  }
  if (Object.keys(found.values).length === 0) {
    throw new InputError(`measure: ${Object.values(found.refused)[0] ?? 'no metric was named'}`);
  }
  const counts = {
    samples: sets.samples.length / dimension,
    reference: sets.reference.length / dimension,
  };
  const of = {
    ...(features === undefined ? {} : { features, spatial }),
    dimension,
    seed,
  };
  if (options.json) {
    const facts = { samples, reference, counts, ...of, ...found };
    terminal.out.write(`${JSON.stringify(facts, undefined, 2)}\n`);
    return;
  }
  const what =
    features === undefined
      ? `values of each: ${dimension}`
      : `${spatial ? 'spatial features' : 'features'} of ${features}: ${dimension}`;
  terminal.out.write(
    `${samples} (${counts.samples}) against ${reference} (${counts.reference}), ${what}\n\n${inWords(found)}`,
  );
}
