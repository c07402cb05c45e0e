/** What a glyph can be, besides its character. */
export const glyphAttributes = {
  /** A glyph leans to the right, or stands. */
  slant: ['upright', 'slanted'],
  /** `light` is the regular weight of a typeface. */
  weight: ['light', 'bold'],
  /** Captions leave it out: few pixels show it of few characters. */
  typeface: ['sans', 'serif', 'mono'],
} as const;

export type Slant = (typeof glyphAttributes.slant)[number];
export type Weight = (typeof glyphAttributes.weight)[number];
export type Typeface = (typeof glyphAttributes.typeface)[number];

/** What a glyph is. */
export interface GlyphAttributes {
  /** A digit or an upper-case letter. */
  readonly character: string;
  readonly slant: Slant;
  readonly weight: Weight;
  readonly typeface: Typeface;
}
