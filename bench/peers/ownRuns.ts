import * as tf from '@tensorflow/tfjs-core';
import type { Objective } from '../../src/train/index.ts';
import { milliseconds } from '../measure.ts';
import { drawnByMlp } from '../tensors.ts';
import { stepsOf } from '../training.ts';
import { lawOf } from './law.ts';
import type { Timed } from './peer.ts';

/** Something of this package that takes part, on one of its backends. */
export interface Own {
  readonly backend: 'native' | 'wasm' | 'float64';
  run(): Promise<Timed>;
}

async function timed(work: () => Promise<ArrayLike<number>>, size: number): Promise<Timed> {
  let rows: ArrayLike<number> = [];
  const ms = await milliseconds(async () => {
    rows = await work();
  });
  return { ms, law: lawOf(rows, size) };
}

async function samples(): Promise<ArrayLike<number>> {
  const x = await drawnByMlp();
  const values = await x.data<'float32'>();
  x.dispose();
  return values;
}

const onBackends = (run: () => Promise<Timed>): readonly Own[] =>
  (['native', 'wasm'] as const).map((backend) => ({ backend, run }));

/** Steps of training. */
export const training = (objective: Objective): readonly Own[] =>
  onBackends(async () => ({ ms: await milliseconds(() => stepsOf(objective)) }));

/** Samples of the MLP. */
export const sampling: readonly Own[] = onBackends(() => timed(samples, 2));

/** Rows of `size` values, on Float64Array. */
export const onFloat64 = (work: () => Promise<Float64Array>, size: number): readonly Own[] => [
  { backend: 'float64', run: () => timed(work, size) },
];

/** Makes a backend of tensors current again; it has been started. */
export async function switchTo(backend: Own['backend']): Promise<void> {
  if (backend === 'float64') return;
  await tf.setBackend(backend === 'native' ? 'tensorflow' : backend);
}
