import type { Tensor } from '@tensorflow/tfjs-core';
import type { Network } from '../../../models/index.ts';
import type { Parametrization } from '../../problem/index.ts';
import type { Named } from '../catalogue.ts';

/** What a network has to know of the data that it is made for. */
export interface DataShape {
  /** Of one sample. */
  readonly shape: readonly number[];
  /** How many classes the data have, where they have labels. */
  readonly classes?: number | undefined;
}

/** A kind of network with its settings, of which one is made for given data. */
export interface Architecture<N> extends Named {
  readonly options: Readonly<Record<string, number | string | boolean>>;
  readonly about: string;
  readonly source: string;
  /**
   * A network with weights drawn from a seed.
   * @throws InputError for data that it cannot be made for
   */
  make(data: DataShape, seed: string | number): N;
}

/** A kind of network that denoises. */
export interface DenoiserArchitecture extends Architecture<Network<Tensor>> {
  /** What the output of its networks stands for. */
  readonly predicts: Parametrization;
}
