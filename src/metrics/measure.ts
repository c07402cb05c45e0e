import { InputError } from '../errors/index.ts';
import type { Key } from '../noise/index.ts';
import type { HostArray } from '../space/index.ts';
import type { Measured } from './measured.ts';
import { type KnownLaw, metricsNamed } from './namedMetrics.ts';

/** What {@link measure} finds. */
export interface Measurement {
  readonly values: Readonly<Record<string, Measured>>;
  /** Metrics that these sets do not allow, and why. */
  readonly refused: Readonly<Record<string, string>>;
}

/**
 * Samples held against a reference by several metrics.
 *
 * @param reference flat, rows of `dimension` values one after another
 * @param samples likewise, of any number of rows
 * @param options its settings
 * @param options.key names the directions and the order that some metrics draw
 * @param options.law of the reference, where it is known
 * @param options.names of metrics; by default all that do not take minutes on so many samples
 * @param options.onMetric called before each
 * @throws InputError if a name is unknown or needs a law that is not; what a set does not allow is in `refused` instead
 */
export async function measure(
  reference: HostArray,
  samples: HostArray,
  options: {
    readonly dimension: number;
    readonly key: Key;
    readonly law?: KnownLaw | undefined;
    readonly names?: readonly string[] | undefined;
    readonly onMetric?: (at: { done: number; all: number; name: string }) => void | Promise<void>;
  },
): Promise<Measurement> {
  const { dimension, key, law, names, onMetric } = options;
  const count = Math.max(reference.length, samples.length) / dimension;
  const asked = metricsNamed(names, { count, hasLaw: law !== undefined });
  const values: Record<string, Measured> = {};
  const refused: Record<string, string> = {};
  for (const [done, { name, of }] of asked.entries()) {
    await onMetric?.({ done, all: asked.length, name });
    try {
      for (const [each, found] of Object.entries(of(reference, samples, { dimension, key, law }))) {
        values[each] = { value: found.value, error: found.error };
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refused[name] = error.message;
    }
  }
  return { values, refused };
}
