import { fillUniform, type Key, type Rows } from '../../noise/index.ts';
import { type GlyphAttributes, glyphAttributes } from './attributes.ts';
import type { GlyphCaption } from './caption.ts';

/** All that is drawn by key for one image. */
export interface Pose {
  readonly attributes: GlyphAttributes;
  /** What its caption says. */
  readonly told: GlyphCaption;
  /** Pixels to the right per pixel upwards. */
  readonly shear: number;
  /** By how much outlines are moved outwards, in em. */
  readonly thicker: number;
  /** Of the glyph, as a share of the image's. */
  readonly height: number;
  /** How much wider it is than in its face. */
  readonly wider: number;
  /** From the middle, each in (-1, 1), as a share of the way it may go. */
  readonly right: number;
  readonly down: number;
}

const draws = 12;
const between = (low: number, high: number, share: number): number => low + (high - low) * share;
const oneOf = <T>(choices: ArrayLike<T>, share: number): T =>
  choices[Math.floor(share * choices.length)] as T;

/**
 * The poses of some rows. Characters, typefaces, weights and slants are each as likely. The shear of what is slanted is uniform
 * in (0.2, 0.35), of what is upright in (-0.06, 0.06). Outlines move outwards by -0.008 to 0.004 em in light and 0 to 0.012 in
 * bold, so that stems are 0.083 to 0.107 em thick in light and 0.144 to 0.214 in bold. Heights lie in (0.62, 0.78), widths in
 * (0.85, 1.1) of the face's own. Three captions of four tell the slant, and three of four the weight.
 *
 * @param characters to choose from
 */
export function poses(characters: string, key: Key, { first, count }: Rows): readonly Pose[] {
  const shares = new Float64Array(draws * count);
  fillUniform(shares, draws, key, first);
  return Array.from({ length: count }, (_, r) =>
    poseOf(characters, shares.subarray(draws * r, draws * (r + 1))),
  );
}

function poseOf(characters: string, shares: Float64Array): Pose {
  const [which = 0, typeface = 0, weight = 0, slant = 0, lean = 0, thick = 0] = shares;
  const [height = 0, wide = 0, right = 0, down = 0, tellsSlant = 0, tellsWeight = 0] =
    shares.subarray(6);
  const attributes: GlyphAttributes = {
    character: oneOf(characters, which),
    slant: oneOf(glyphAttributes.slant, slant),
    weight: oneOf(glyphAttributes.weight, weight),
    typeface: oneOf(glyphAttributes.typeface, typeface),
  };
  return {
    attributes,
    told: {
      character: attributes.character,
      ...(tellsSlant < 0.75 ? { slant: attributes.slant } : {}),
      ...(tellsWeight < 0.75 ? { weight: attributes.weight } : {}),
    },
    shear: attributes.slant === 'slanted' ? between(0.2, 0.35, lean) : between(-0.06, 0.06, lean),
    thicker:
      attributes.weight === 'bold' ? between(0, 0.012, thick) : between(-0.008, 0.004, thick),
    height: between(0.62, 0.78, height),
    wider: between(0.85, 1.1, wide),
    right: 2 * right - 1,
    down: 2 * down - 1,
  };
}
