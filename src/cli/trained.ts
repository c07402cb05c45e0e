import type { Tensor } from '@tensorflow/tfjs-core';
import { mlp, networkDenoiser } from '../../models/index.ts';
import type { Contest } from '../compare/index.ts';
import type { Dataset } from '../data/index.ts';
import type { Schedule } from '../problem/index.ts';
import { readSettings } from '../run/index.ts';
import { train } from '../train/index.ts';
import { progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** A network that takes part in a comparison, and what releases it. */
export interface Trained {
  readonly network: NonNullable<Contest<Tensor>['network']>;
  readonly parameters: Readonly<Record<string, Tensor>>;
  /** The run of what guides it, where something does. */
  readonly classifier?: string | undefined;
  readonly dispose: () => void;
}

const hidden = [128, 128, 128];

/** Trains the small network of a comparison on the current backend, and shows how far it is. */
export async function trained(
  data: Dataset,
  schedule: Schedule,
  { steps, seed, quiet }: { steps: number; seed: string | number; quiet: boolean },
  terminal: Terminal,
): Promise<Trained> {
  // as `tfjs-sde train` does unless told otherwise
  const { batch, learningRate, warmup, decay, ema } = readSettings('compare', { steps, seed });
  const start = mlp({ shape: [data.dimension], hidden, seed });
  const shown = progress('training', steps, terminal, { quiet });
  const begun = terminal.now();
  const { signal } = terminal;
  try {
    const { network, losses } = await train({
      data,
      schedule,
      network: start,
      steps,
      ...{ batch, learningRate, warmup, decay, emaDecay: ema },
      seed,
      signal,
      onStep: ({ step, loss }) => shown.at(step, `loss ${loss.toFixed(4)}`),
    });
    const parameters = Object.values(network.parameters).reduce((sum, { size }) => sum + size, 0);
    const facts = {
      architecture: `MLP ${hidden.join('-')}`,
      parameters,
      steps,
      batch,
      seconds: (terminal.now() - begun) / 1000,
      loss: losses,
    };
    const denoiser = networkDenoiser(network, schedule);
    return {
      network: { denoiser, facts },
      parameters: network.parameters,
      dispose: () => network.dispose(),
    };
  } finally {
    shown.stop();
    start.dispose();
  }
}
