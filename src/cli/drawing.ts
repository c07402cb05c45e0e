import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { type BackendName, useBackend } from '../backend/index.ts';
import { knownLimits, withoutVariance } from '../catalogue/index.ts';
import { varianceEntrantOf } from '../compare/index.ts';
import { InputError } from '../errors/index.ts';
import { readLines } from '../io/index.ts';
import type { Rows } from '../noise/index.ts';
import {
  type Denoiser,
  type Prediction,
  type ReverseDiffusion,
  reverse,
} from '../problem/index.ts';
import { type OpenedRun, openRun, readConfig, samplingOf } from '../run/index.ts';
import { type State, sample, wholeBlocks } from '../sampling/index.ts';
import { wished } from './asked.ts';
import type { DrawingOptions } from './drawingOptions.ts';
import { guideOf } from './guideOf.ts';
import { limitOf } from './limitOf.ts';
import { progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** Called before each step, with what is solved for the rows that are on their way. */
export type OnDrawingStep = (
  state: State<Tensor>,
  rows: Rows,
  diffusion: () => ReverseDiffusion<Tensor>,
) => Promise<void>;

/** Samples that were drawn, on the host, and how. */
export interface DrawnSamples {
  readonly values: Float32Array;
  /** [count, ...] */
  readonly shape: readonly number[];
  /** The name of the grid. */
  readonly grid: string;
  readonly seed: string | number;
  /** Network calls for each. */
  readonly evaluations: number;
}

/** A run that is open and can fulfil what is asked of it. */
export interface Drawing {
  readonly opened: OpenedRun;
  readonly label: string;
  readonly steps: number;
  /** Whether a grid was named. */
  readonly isOnGrid: boolean;
  /** The limit of predicted x0, if there is one. */
  readonly limit?: string | undefined;
  /** The run of the classifier that guides. */
  readonly classifier?: string | undefined;
  /** The scale of the guidance where nobody asks for another. */
  readonly guidance: number;
  readonly backend: BackendName;
  /** @throws DivergenceError if a sample is not finite */
  draw(
    samples: number,
    how: { readonly seed?: string | number | undefined; readonly quiet: boolean },
    terminal: Terminal,
    onStep?: OnDrawingStep,
  ): Promise<DrawnSamples>;
  dispose(): void;
}

/**
 * Opens a run to be sampled with its averaged weights.
 * @throws InputError for what cannot be used, before long work begins
 */
export async function drawingOf(
  run: string,
  options: DrawingOptions & { readonly backend?: BackendName | 'auto' | undefined },
): Promise<Drawing> {
  const own = samplingOf(run, await readConfig(run));
  const { steps = own.steps } = options;
  const { solver, grid, label } = varianceEntrantOf(options.solver ?? own.solver);
  const limit = limitOf(options.limit, own.limit);
  const captions =
    options.captions === undefined ? undefined : await readLines(options.captions, 'caption');
  const backend = await useBackend(options.backend);
  const opened = await openRun(run);
  const { network, schedule, config, decoder } = opened;
  if (decoder !== undefined && options.limit !== undefined && limit !== undefined) {
    throw new InputError(
      `--limit: ${run} draws latents, whose values have no limits; leave it out`,
    );
  }
  const { class: of, text, guidance, guidanceInterval: interval } = options;
  const guide = await guideOf(options.classifier, opened);
  const denoiser = wished(
    network,
    schedule,
    { class: of, text, captions, guidance, interval },
    {
      folder: run,
      network,
      classifier: guide?.classifier,
      classes: guide?.classes ?? (config.kind === 'trained' ? (config.data.classes ?? []) : []),
      guidance: own.guidance ?? 1,
    },
  );
  const limited = <P extends Prediction<Tensor>>(
    denoised: Denoiser<Tensor, P>,
  ): ReverseDiffusion<Tensor, P> => reverse(limit === undefined ? denoised : limit.on(denoised));
  const batch = wholeBlocks(options.batch, network.block);
  return {
    ...{ opened, label, steps, isOnGrid: grid !== undefined, backend: backend.name },
    limit: limit && knownLimits.label(limit),
    classifier: guide?.folder,
    guidance: own.guidance ?? 1,
    draw: async (samples, { seed, quiet }, terminal, onStep) => {
      const { signal } = terminal;
      const shown = progress('sampling', Math.ceil(samples / batch) * steps, terminal, { quiet });
      const how = {
        ...{ grid, steps, samples, batch, seed, signal },
        onStep: async (state: State<Tensor>, rows: Rows): Promise<void> => {
          shown.at((rows.first / batch) * steps + state.step, label);
          await onStep?.(state, rows, () => limited<Prediction<Tensor>>(denoiser.of(rows)));
        },
      };
      try {
        const drawn = await (denoiser.hasVariance
          ? sample((rows: Rows) => limited(denoiser.of(rows)), { solver, ...how })
          : sample((rows: Rows) => limited(denoiser.of(rows)), {
              solver: withoutVariance(solver),
              ...how,
            }));
        const x = decoder === undefined ? drawn.x : decoder.decode(drawn.x);
        const values = (await x.data<'float32'>()).slice();
        const { shape } = x;
        dispose([drawn.x, x]);
        signal.throwIfAborted();
        return {
          ...{ values, shape, grid: drawn.grid.name },
          ...{ seed: drawn.seed, evaluations: drawn.evaluations },
        };
      } finally {
        shown.stop();
      }
    },
    dispose: () => {
      network.dispose();
      decoder?.dispose();
      guide?.classifier.dispose();
    },
  };
}
