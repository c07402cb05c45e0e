import type * as tf from '@tensorflow/tfjs-core';
import { bound, type Network } from '../../models/index.ts';
import type { Dataset } from '../data/index.ts';
import { foldIn, type Key, type Rows } from '../noise/index.ts';
import type { Schedule } from '../problem/index.ts';
import { noisyBatch } from './batch.ts';
import { heldOutBatches } from './heldOutBatches.ts';
import type { Objective } from './objective.ts';
import type { Batch, Task } from './task.ts';
import { discreteTimes, stratifiedTimes, type TimeSampling } from './times.ts';

/** What a network of noisy data is trained on; all that is drawn depends on the key and the batch alone. */
export interface DenoiserTaskOptions {
  readonly data: Dataset;
  /** What held-out rows are drawn from. */
  readonly heldOut: Dataset;
  readonly schedule: Schedule;
  readonly network: Network<tf.Tensor>;
  readonly objective: Objective;
  readonly times: TimeSampling;
  readonly key: Key;
  /** Rows of a batch. */
  readonly batch: number;
  /** How often the condition of a sample is left out. */
  readonly conditionDropout: number;
}

/** A network of noisy data as something to train. */
export function denoiserTask(options: DenoiserTaskOptions): Task {
  const { data, schedule, network, objective, times, key, batch: size } = options;
  const batchOf = (of: Parameters<typeof noisyBatch>[0], from: Key, lossKey: Key, rows: Rows) => {
    const batch = noisyBatch(of, from, rows);
    const losses: Batch['losses'] = (parameters, isTraining) => {
      const at = network.with(parameters);
      const given = bound(at, batch.condition, isTraining ? foldIn(lossKey, 'dropout') : undefined);
      return objective.losses({
        network: given,
        schedule,
        batch,
        key: lossKey,
        exact: data.exact,
      });
    };
    return { batch, losses, rows: rows.count };
  };
  return {
    parameters: network.parameters,
    batch: (index) => {
      const rows = { first: index * size, count: size };
      const { batch, ...drawn } = batchOf(options, key, foldIn(foldIn(key, 'loss'), index), rows);
      return {
        ...drawn,
        weights: times.weights?.(batch.times),
        record: times.record && ((losses) => times.record?.(batch.times, losses)),
      };
    },
    heldOut: () => {
      const from = foldIn(key, 'evaluation');
      const isDiscrete = objective.needs?.includes('training times') === true;
      const source = {
        ...options,
        data: options.heldOut,
        times: isDiscrete ? discreteTimes() : stratifiedTimes(),
        conditionDropout: 0,
      };
      return heldOutBatches((rows, part) => batchOf(source, from, foldIn(from, part), rows));
    },
    ...(times.state && { state: () => times.state?.() ?? {} }),
    ...(times.restore && { restore: (state) => times.restore?.(state) }),
  };
}
