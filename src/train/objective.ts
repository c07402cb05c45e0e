import type * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../../models/index.ts';
import type { Key } from '../noise/index.ts';
import type { ExactProblem, Schedule } from '../problem/index.ts';
import type { NoisyBatch } from './denoisingScoreMatching.ts';

/** The law of the data; times i / N of a discrete schedule; a network that learns its variance. */
export type Need = 'exact score' | 'training times' | 'learned variance';

/** What a network is trained to make small. */
export interface Objective {
  /** The name the command line knows it by. */
  readonly name: string;
  /** Its settings as resolved, defaults included. */
  readonly options: Readonly<Record<string, number | string | boolean>>;
  /** One line: what is made small. */
  readonly about: string;
  /** Author, year, arXiv number. */
  readonly source: string;
  /** What training must offer besides data and a schedule. */
  readonly needs?: readonly Need[];
  /** The loss of each row, [B], differentiable in the parameters of the network. */
  losses(of: ObjectiveArguments): tf.Tensor1D;
}

/** What an objective may look at. */
export interface ObjectiveArguments {
  readonly network: Network<tf.Tensor>;
  readonly schedule: Schedule;
  readonly batch: NoisyBatch;
  /** Names what is random besides data, noise and times. */
  readonly key: Key;
  /** The law of the data, where it is known. */
  readonly exact?: ExactProblem | undefined;
}
