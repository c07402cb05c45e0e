import { type ExactProblem, mixtureOf } from '../problem/index.ts';
import type { Dataset } from './dataset.ts';

/** Pictures that are to become a law. */
export interface Smoothed extends Pick<Dataset, 'name' | 'about' | 'options' | 'shape'> {
  /** The pictures, flat, one after another; called when the law is first used. */
  readonly pictures: () => Float64Array;
  /** By how much each is smoothed, in grey values. */
  readonly sd: number;
}

/**
 * Pictures as images whose law is known: equal Gaussians around them, so that scores in the dimension of an image are exact before
 * any training. Lists name the set without drawing it.
 */
export function smoothed({ pictures, sd, ...named }: Smoothed): Dataset {
  const dimension = named.shape.reduce((product, n) => product * n, 1);
  let known: ExactProblem | undefined;
  const law = (): ExactProblem => {
    known ??= mixtureOf(pictures(), { dimension, sd });
    return known;
  };
  return {
    ...named,
    dimension,
    draw: (key, rows) => law().draw(key, rows),
    get exact() {
      return law();
    },
  };
}
