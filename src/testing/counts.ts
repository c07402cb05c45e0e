import fc from 'fast-check';
import { type Key, keyOf } from '../noise/index.ts';

/** Numbers of steps, at least 1; few are as likely as many. */
export function anySteps({ most = 200 }: { readonly most?: number } = {}): fc.Arbitrary<number> {
  return fc.integer({ min: 1, max: most });
}

/** Seeds: integers and text. */
export function anySeed(): fc.Arbitrary<number | string> {
  return fc.oneof(fc.maxSafeInteger(), fc.string({ minLength: 1, maxLength: 9 }));
}

/** Keys of seeds. */
export function anyKey(): fc.Arbitrary<Key> {
  return anySeed().map(keyOf);
}
