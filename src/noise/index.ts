/**
 * Randomness addressed by key: a number depends on (key, purpose, step, row, element) alone, never on batch size,
 * machine or backend. May import src/space and src/errors. Must not know what the noise is used for.
 */
export { brownianPath } from './brownianPath.ts';
export { freshNoise } from './freshNoise.ts';
export { foldIn, type Key, keyOf, split } from './key.ts';
export type { Noise, NoiseSource } from './noise.ts';
export { fillNormal } from './normal.ts';
export { permutation } from './permutation.ts';
export type { Rows } from './rows.ts';
export { sharedNoise } from './sharedNoise.ts';
export { choose, fillUniform } from './uniform.ts';
