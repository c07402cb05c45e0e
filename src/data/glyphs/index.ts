/**
 * Digits and letters drawn from outlines of fonts. May import src/noise, src/errors and what a data set is. Must not know fonts:
 * scripts/glyphOutlines.mjs takes the outlines from them.
 */
export {
  type GlyphAttributes,
  glyphAttributes,
  type Slant,
  type Typeface,
  type Weight,
} from './attributes.ts';
export { type GlyphCaption, glyphCaption, readGlyphCaption } from './caption.ts';
export { type GlyphCharacters, type GlyphLabels, type Glyphs, glyphs } from './glyphs.ts';
