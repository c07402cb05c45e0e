import type { Typeface, Weight } from './attributes.ts';

/** A typeface in one weight. */
export interface Face {
  readonly typeface: Typeface;
  readonly weight: Weight;
  /** Of each character SVG path data, in units of 1/2048 em, y downwards from the baseline. */
  readonly paths: readonly string[];
}
