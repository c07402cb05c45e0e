import type { Key } from './key.ts';
import { fillUniform } from './uniform.ts';

/** The numbers 0 to count - 1 in an order drawn by key. */
export function permutation(key: Key, count: number): Uint32Array {
  const shares = new Float64Array(count);
  fillUniform(shares, 1, key, 0);
  return Uint32Array.from(shares.keys()).sort(
    (a, b) => (shares[a] as number) - (shares[b] as number),
  );
}
