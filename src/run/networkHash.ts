import { createHash } from 'node:crypto';
import type { Tensor } from '@tensorflow/tfjs-core';

/** SHA-256 of all parameters of a network, in the order of their names. */
export async function networkHash(parameters: Readonly<Record<string, Tensor>>): Promise<string> {
  const hash = createHash('sha256');
  for (const name of Object.keys(parameters).sort()) {
    const { buffer, byteOffset, byteLength } = await (parameters[name] as Tensor).data();
    hash.update(name).update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex');
}
