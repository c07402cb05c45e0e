import { InputError } from '../../src/errors/index.ts';

/** Tokens that stand for no byte; byte b is token 3 + b. */
const [filling, start, end, firstByte] = [0, 1, 2, 3];

/** How many tokens there are. */
export const vocabulary: number = firstByte + 256;

/** Captions as numbers. */
export interface Tokens {
  /** Flat rows of `length` tokens: start, the caption's bytes, end, filling. */
  readonly tokens: Int32Array;
  /** How many of each row are not filling. */
  readonly used: readonly number[];
}

/**
 * The bytes of captions in UTF-8 between a start and an end, filled up to one length.
 *
 * @param length tokens of each caption, start and end included
 * @throws InputError if a caption is longer, saying how long it is
 */
export function tokensOf(captions: readonly string[], length: number): Tokens {
  const tokens = new Int32Array(captions.length * length).fill(filling);
  const used = captions.map((caption, row) => {
    const bytes = new TextEncoder().encode(caption);
    if (bytes.length > length - 2) {
      throw new InputError(
        `text encoder: expected captions of at most ${length - 2} bytes, got ${bytes.length} in ${JSON.stringify(caption)}; shorten it, or make the network with a caption length of at least ${bytes.length + 2}`,
      );
    }
    tokens.set([start, ...Array.from(bytes, (byte) => firstByte + byte), end], row * length);
    return bytes.length + 2;
  });
  return { tokens, used };
}
