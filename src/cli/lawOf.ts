import type { Tensor } from '@tensorflow/tfjs-core';
import { type BackendName, useBackend } from '../backend/index.ts';
import { knownDatasets, scheduleFrom, scheduleLabel } from '../catalogue/index.ts';
import { InputError } from '../errors/index.ts';
import type { Denoiser } from '../problem/index.ts';
import { isRun, openRun, runData, runSchedule } from '../run/index.ts';
import { wished } from './asked.ts';
import { compareDefaults } from './compareOptions.ts';

/** A denoiser on arrays of any kind, told to what takes one. */
export type WithDenoiser = <R>(use: <X>(denoiser: Denoiser<X>) => R) => R;

/** A law whose flow can be followed: that of a run's network, or one that is known. */
export interface Law {
  readonly withDenoiser: WithDenoiser;
  /** Elements of one sample. */
  readonly dimension: number;
  readonly shape: readonly number[];
  /** ln p of each row in nats, where the law is known. */
  readonly logDensity?: ((x: Float64Array) => Float64Array) | undefined;
  readonly facts: {
    readonly schedule: string;
    /** Of a network that was trained here. */
    readonly trainedSteps?: number;
    /** Of a network. */
    readonly backend?: BackendName;
  };
  readonly dispose: () => void;
}

async function lawOfRun(
  folder: string,
  what: string,
  { schedule: asked, backend, class: of, text }: LawOptions,
): Promise<Law> {
  if (of === 'each') {
    throw new InputError(`--class each: ${what} is given one class; name it`);
  }
  if (asked !== undefined) {
    throw new InputError(`--schedule: ${folder} has its own; leave --schedule out`);
  }
  const used = await useBackend(backend);
  const { config, network, schedule, step, decoder } = await openRun(folder);
  if (decoder !== undefined) {
    network.dispose();
    decoder.dispose();
    throw new InputError(
      `${folder}: diffuses latents, so that ${what} would be of latents, not of samples; give a run of samples themselves`,
    );
  }
  const isConditioned = of !== undefined || text !== undefined;
  // with guidance of 1 the law is that of the class
  const wish = { class: of, text, ...(isConditioned ? { guidance: 1 } : {}) };
  const classes = config.kind === 'trained' ? (config.data.classes ?? []) : [];
  const wishes = wished(network, schedule, wish, { folder, network, classes, guidance: 1 });
  const denoiser: Denoiser<Tensor> = wishes.of({ first: 0, count: 1 });
  return {
    withDenoiser: (use) => use(denoiser),
    dimension: denoiser.space.size,
    shape: network.shape,
    facts: {
      schedule: (await runSchedule(folder, config)).label,
      ...(step === undefined ? {} : { trainedSteps: step }),
      backend: used.name,
    },
    dispose: () => network.dispose(),
  };
}

/** What a law is to be opened with. */
export interface LawOptions {
  readonly schedule?: string | undefined;
  readonly backend?: BackendName | 'auto' | undefined;
  /** The law of a class, or of a caption, of a network that has them. */
  readonly class?: string | undefined;
  readonly text?: string | undefined;
}

/**
 * The law that a run folder, or data whose law is known, stand for.
 *
 * @param what is asked of it, for messages: a likelihood
 * @throws InputError for a run that diffuses latents, data whose law is not known, a schedule for a run, and a condition that there is none of
 */
export async function lawOf(name: string, what: string, options: LawOptions): Promise<Law> {
  if (isRun(name)) return lawOfRun(name, what, options);
  const { exact, shape } = (await runData(name)).all;
  if (exact === undefined) {
    const known = knownDatasets.defaults.filter((set) => set.exact !== undefined);
    throw new InputError(
      `${name}: is data whose law is not known; give a run folder, or one of ${known.map((set) => set.name).join(', ')}`,
    );
  }
  if (options.class !== undefined || options.text !== undefined) {
    const option = options.class === undefined ? '--text' : '--class';
    throw new InputError(`${option}: the law of ${name} has no condition; leave it out`);
  }
  const schedule = await scheduleFrom(options.schedule ?? compareDefaults.schedule);
  const denoiser = exact.denoiser(schedule);
  return {
    withDenoiser: (use) => use(denoiser),
    dimension: exact.dimension,
    shape,
    logDensity: (x) => exact.logDensity(x),
    facts: { schedule: scheduleLabel(schedule) },
    dispose: () => denoiser.dispose(),
  };
}
