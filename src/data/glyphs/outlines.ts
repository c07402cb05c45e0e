// Made by scripts/glyphOutlines.mjs from DejaVu fonts: changes go there. LICENSE beside glyphs.ts is the fonts'.
import type { Face } from './face.ts';
import { mono } from './outlines/mono.ts';
import { sans } from './outlines/sans.ts';
import { serif } from './outlines/serif.ts';

/** The characters that are drawn, in the order of the paths of each face: none that people take for another. */
export const characters = '0123456789ACEFHKLMNPRTUVWXY';

/** Every typeface in every weight. */
export const faces: readonly Face[] = [...sans, ...serif, ...mono];
