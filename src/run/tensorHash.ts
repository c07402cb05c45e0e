import { createHash } from 'node:crypto';
import type { FileTensor, Safetensors } from '../io/index.ts';

/** SHA-256 of all numbers of a file, in the order of their names. */
export function tensorHash(tensors: Safetensors['tensors']): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(tensors).sort()) {
    const { data } = tensors[name] as FileTensor;
    hash.update(name).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex');
}
