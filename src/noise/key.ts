import seedrandom from 'seedrandom';
import { InputError } from '../errors/index.ts';
import { counters } from './counters.ts';
import { threefry } from './threefry.ts';

/** Two 32-bit words that name one stream of random numbers. */
export type Key = readonly [number, number];

/** The two's complement words of a safe integer, the low one first. */
function wordsOf(integer: number): Key {
  return [integer | 0, Math.floor(integer / 2 ** 32) | 0];
}

function derived([k0, k1]: Key, use: number, data: number): Key {
  const out = new Int32Array(2);
  threefry(out, 0, k0, k1, use, data);
  return [out[0] as number, out[1] as number];
}

/**
 * The key of a run: integers are its words themselves, so that no two of them share a key; strings go through
 * seedrandom. The seeds 7 and "7" are not the same.
 *
 * @param seed a safe integer or a string that is not empty
 * @throws InputError for anything else
 */
export function keyOf(seed: number | string): Key {
  if (typeof seed === 'string') {
    if (seed === '') throw new InputError('seed must not be empty; give an integer or some text');
    const generator = seedrandom(seed);
    return [generator.int32(), generator.int32()];
  }
  if (Number.isSafeInteger(seed)) return wordsOf(seed);
  throw new InputError(`seed must be an integer within +-(2^53 - 1) or text, got ${seed}`);
}

/** The four-byte words of a name in UTF-8, the last filled up with zeros; before them the number of its bytes. */
function wordsOfName(name: string): Int32Array {
  const bytes = new TextEncoder().encode(name);
  const words = new Int32Array(1 + Math.ceil(bytes.length / 4));
  words[0] = bytes.length;
  for (const [i, byte] of bytes.entries()) (words[1 + (i >> 2)] as number) |= byte << (8 * (i & 3));
  return words;
}

/**
 * The key of one purpose, step or part under a key: every word of the data is enciphered in turn, integers and names
 * apart, so that keys of different data are as unrelated as the cipher makes them.
 *
 * @param data a safe integer, or the name of a purpose
 * @throws InputError for numbers that are not safe integers, and for the empty name
 */
export function foldIn(key: Key, data: number | string): Key {
  if (typeof data === 'string') {
    if (data === '') throw new InputError('foldIn: the name of a purpose must not be empty');
    return wordsOfName(data).reduce<Key>((at, word) => derived(at, counters.names, word), key);
  }
  if (!Number.isSafeInteger(data)) {
    throw new InputError(`foldIn: expected an integer within +-(2^53 - 1) or a name, got ${data}`);
  }
  const [low, high] = wordsOf(data);
  return derived(derived(key, counters.integers, high), counters.integers, low);
}

/** n keys under a key; the i-th does not depend on n. */
export function split(key: Key, n: number): readonly Key[] {
  return Array.from({ length: n }, (_, i) => derived(key, counters.parts, i));
}
