import { createHash } from 'node:crypto';

/** SHA-256 of all numbers of some tensors, in the order of their names. */
export function tensorHash(
  tensors: Readonly<Record<string, { readonly data: ArrayBufferView }>>,
): string {
  const hash = createHash('sha256');
  for (const [name, { data }] of Object.entries(tensors).sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(name).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex');
}
