import { silu } from '../../src/smooth/index.ts';
import { linear } from '../modules/linear.ts';
import { type Module, parametersOf } from '../modules/module.ts';
import type { Coder } from './coderOfImages.ts';

/** Dense layers of some sizes, with silu between two. */
function layers(name: string, sizes: readonly number[]): Module {
  const made = sizes
    .slice(1)
    .map((size, i) => linear(`${name}/layer${i}`, sizes[i] as number, size));
  return {
    parameters: parametersOf(made),
    apply: (weights, x) =>
      made.reduce((h, layer, i) => layer.apply(weights, i === 0 ? h : silu(h)), x),
  };
}

/** Encoder and decoder of vectors [B, size]; with no hidden layers both are linear. */
export function coderOfVectors(size: number, latents: number, hidden: readonly number[]): Coder {
  return {
    encoder: layers('encoder', [size, ...hidden, 2 * latents]),
    decoder: layers('decoder', [latents, ...hidden.toReversed(), size]),
  };
}
