import type { HostArray } from '../space/index.ts';
import { counters } from './counters.ts';
import type { Key } from './key.ts';
import { threefry } from './threefry.ts';

const words = new Int32Array(2);

/**
 * Fills `out` with rows of `width` numbers uniform in (0, 1): element d of row r depends on (key, r, d) alone. They are
 * (n + 1/2) / 2^32, so neither 0 nor 1 (of a Float32Array 1 after rounding).
 *
 * @param out rows one after another, a multiple of `width` elements
 * @param firstRow index in the whole draw of the first row of `out`
 */
export function fillUniform(out: HostArray, width: number, key: Key, firstRow: number): void {
  const [k0, k1] = key;
  for (let at = 0, row = firstRow; at < out.length; row++) {
    for (let d = 0; d < width; d += 2) {
      threefry(words, 0, k0, k1, counters.uniforms + (d >>> 1), row);
      out[at++] = (((words[0] as number) >>> 0) + 0.5) / 2 ** 32;
      if (d + 1 < width) out[at++] = (((words[1] as number) >>> 0) + 0.5) / 2 ** 32;
    }
  }
}

/**
 * One of the integers 0..n-1 for a row, each as likely to within n 2^-53; it depends on (key, row) alone.
 * @param n below 2^32
 */
export function choose(key: Key, row: number, n: number): number {
  threefry(words, 0, key[0], key[1], counters.choices, row);
  const [high, low] = [(words[0] as number) >>> 0, (words[1] as number) >>> 11];
  return Math.floor(((high * 2 ** 21 + low) / 2 ** 53) * n);
}
