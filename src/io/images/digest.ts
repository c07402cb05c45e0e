import { createHash } from 'node:crypto';
import path from 'node:path';
import { withFile } from './bytes.ts';

/** Bytes that are read at once. */
const piece = 2 ** 20;
/** Pieces that are read of a file at most. */
const pieces = 64;

/**
 * SHA-256 of files, to tell whether they changed: their names without folders, their lengths, and their content as it lies on
 * disk: all of it up to 64 MiB a file, of a larger one 64 pieces of 1 MiB, evenly spaced from its beginning to its end.
 */
export function digestOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    withFile(file, ({ length, read }) => {
      hash.update(`${path.basename(file)}\0${length}\n`);
      const count = Math.min(pieces, Math.ceil(length / piece));
      const last = Math.max(0, length - piece);
      for (let k = 0; k < count; k++) {
        const whole = length <= pieces * piece;
        const at = whole ? k * piece : Math.round((k * last) / (count - 1));
        hash.update(read(at, piece));
      }
    });
  }
  return hash.digest('hex');
}
