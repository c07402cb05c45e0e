/**
 * Randomness addressed by key: a number depends on (key, purpose, step, row, element) alone, never on batch size,
 * machine or backend. May import src/space and src/errors. Must not know what the noise is used for.
 */
export type { Key } from './key.ts';
export type { Noise, NoiseSource } from './noise.ts';
export type { Rows } from './rows.ts';
