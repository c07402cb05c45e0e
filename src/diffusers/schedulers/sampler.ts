import type { z } from 'zod';
import { settingsFrom } from '../settings.ts';
import type { NoiseSettings } from './shared.ts';

/** What a sampler of diffusers is called here, as specifications. */
export interface Counterpart {
  /** A solver on a grid, `ddim@leading`; left out where there is none. */
  readonly solver?: string;
  /** What x0 is held to; nothing if left out. */
  readonly limit?: string | undefined;
  /** What of it has no counterpart, or another meaning; a line each. */
  readonly notes?: readonly string[];
}

/** A scheduler, read. */
export interface ReadSampler extends Counterpart {
  readonly noise: NoiseSettings;
}

/** Reads the settings of one class of schedulers. @throws InputError, as settingsFrom does */
export type SamplerReader = (where: string, json: unknown) => ReadSampler;

/** A reader of some settings, and of what their sampler is called here. */
export function sampler<S extends NoiseSettings>(
  schema: z.ZodType<S>,
  counterpartOf: (settings: S) => Counterpart,
): SamplerReader {
  return (where, json) => {
    const noise = settingsFrom(where, schema, json);
    return { noise, ...counterpartOf(noise) };
  };
}

/** `ddim(eta=1)`: a name with the options that are not undefined. */
export function named(
  name: string,
  options: Readonly<Record<string, number | string | boolean | undefined>> = {},
): string {
  const set = Object.entries(options).filter(([, value]) => value !== undefined);
  return set.length === 0
    ? name
    : `${name}(${set.map(([key, value]) => `${key}=${value}`).join(',')})`;
}

/** The line that says that the default solver stands in for a setting without a counterpart. */
export function noCounterpart(
  setting: string,
  value: unknown,
  instead = 'the default solver',
): string {
  return `${setting} = ${JSON.stringify(value)} has no counterpart here, ${instead} stands in`;
}
