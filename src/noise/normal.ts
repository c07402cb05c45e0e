import type { HostArray } from '../space/index.ts';
import { boxMuller } from './boxMuller.ts';
import { counters } from './counters.ts';
import type { Key } from './key.ts';
import { threefry } from './threefry.ts';

const chunk = 2048; // words at once: both buffers stay in the nearest cache
const words = new Int32Array(chunk);
const normals = new Float64Array(chunk);

/**
 * Fills `out` with rows of `width` standard normals: element d of row r depends on (key, r, d) alone, whatever the
 * width, the other rows, and the array's precision. Every normal is a float32 number, times `scale` in float64.
 *
 * @param out rows one after another, a multiple of `width` elements
 * @param width elements of a row, below 2^31
 * @param firstRow index in the whole draw of the first row of `out`, below 2^32
 * @param options its settings
 * @param options.scale standard deviation, 1 unless given
 */
export function fillNormal(
  out: HostArray,
  width: number,
  key: Key,
  firstRow: number,
  { scale = 1 }: { readonly scale?: number } = {},
): void {
  const [k0, k1] = key;
  const pairs = (width + 1) >>> 1; // of an odd width the last normal of a row is dropped
  const isOdd = (width & 1) === 1;
  let [row, pair, at] = [firstRow, 0, 0];
  while (at < out.length) {
    let taken = 0;
    for (let left = out.length - at; taken < chunk && left > 0; taken += 2) {
      threefry(words, taken, k0, k1, counters.normals + pair, row);
      const isLast = ++pair === pairs;
      left -= isLast && isOdd ? 1 : 2;
      if (!isLast) continue;
      pair = 0;
      row++;
    }
    if (!isOdd) {
      boxMuller(out, at, words, taken, scale);
      at += taken;
      continue;
    }
    boxMuller(normals, 0, words, taken, scale);
    for (let i = 0; i < taken; i += 2) {
      out[at++] = normals[i] as number;
      if (at % width !== 0) out[at++] = normals[i + 1] as number;
    }
  }
}
