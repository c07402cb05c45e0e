/**
 * Data: endless sets drawn by key, and users' own points and images. May import src/problem, src/noise and src/errors. Must not know
 * networks, solvers or files.
 */
import { checkerboard } from './checkerboard.ts';
import { circles } from './circles.ts';
import type { Dataset, FiniteSamples, Labels } from './dataset.ts';
import { ellipse, ellipses } from './ellipses.ts';
import { eightGaussiansSet, gaussianMixtureSet, gaussianSet } from './exactSets.ts';
import { glyphMixture } from './glyphMixture.ts';
import { glyphs } from './glyphs/index.ts';
import { moons } from './moons.ts';
import { spirals } from './spirals.ts';
import { swissRoll } from './swissRoll.ts';

/** Every data set that is drawn by key, by its maker with defaults. */
export const datasets: readonly (() => Dataset)[] = [
  eightGaussiansSet,
  moons,
  swissRoll,
  checkerboard,
  spirals,
  circles,
  gaussianSet,
  gaussianMixtureSet,
  ellipses,
  glyphMixture,
  glyphs,
];

export { coloured } from './coloured.ts';
export {
  type GlyphAttributes,
  type GlyphCaption,
  type GlyphCharacters,
  type GlyphLabels,
  type Glyphs,
  glyphAttributes,
  glyphCaption,
  readGlyphCaption,
} from './glyphs/index.ts';
export { heldOutOf, type Split } from './heldOut.ts';
export { type FiniteImages, images } from './images.ts';
export { heldOutPoints, points } from './points.ts';
export { cropped, resized } from './resized.ts';
export { blocksOf, someOf } from './someOf.ts';
export {
  checkerboard,
  circles,
  type Dataset,
  eightGaussiansSet,
  ellipse,
  ellipses,
  type FiniteSamples,
  gaussianMixtureSet,
  gaussianSet,
  glyphMixture,
  glyphs,
  type Labels,
  moons,
  spirals,
  swissRoll,
};
