import { choose, type Key } from '../noise/index.ts';

/** The numbers of the samples to train on, and of those that are held out. */
export interface Split {
  readonly train: Uint32Array;
  readonly heldOut: Uint32Array;
}

/**
 * The samples 0..n-1 of a finite set in two: those to train on, and about one in ten, chosen by key, that are held out. Fewer
 * than twenty are too few to hold any out: both are then all of them.
 */
export function heldOutOf(n: number, key: Key): Split {
  const all = Uint32Array.from({ length: n }, (_, i) => i);
  const isHeldOut = (i: number): boolean => choose(key, i, 10) === 0;
  const heldOut = all.filter(isHeldOut);
  // about one in 8 sets of 20 has no sample chosen
  if (n < 20 || heldOut.length === 0) return { train: all, heldOut: all };
  return { train: all.filter((i) => !isHeldOut(i)), heldOut };
}
