import type { Tensor } from '@tensorflow/tfjs-core';
import { tensorHash } from './tensorHash.ts';

/** SHA-256 of all parameters of a network, in the order of their names. */
export async function networkHash(parameters: Readonly<Record<string, Tensor>>): Promise<string> {
  const read = Object.entries(parameters).map(
    async ([name, parameter]) => [name, { data: await parameter.data() }] as const,
  );
  return tensorHash(Object.fromEntries(await Promise.all(read)));
}
