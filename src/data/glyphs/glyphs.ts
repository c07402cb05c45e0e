import { InputError, requireOneOf } from '../../errors/index.ts';
import type { Key, Rows } from '../../noise/index.ts';
import type { Dataset, Labels } from '../dataset.ts';
import { type GlyphAttributes, glyphAttributes } from './attributes.ts';
import { glyphCaption } from './caption.ts';
import { coverage } from './coverage.ts';
import { characters as all, faces } from './outlines.ts';
import { placed } from './placed.ts';
import { type Polygon, polygonsOf } from './polygons.ts';
import { poses } from './pose.ts';

/** {@link glyphs}. */
export interface Glyphs extends Dataset {
  readonly labels: Labels;
  captions(key: Key, rows: Rows): readonly string[];
  /** What each sample is that the data give for the same key and rows. */
  attributes(key: Key, rows: Rows): readonly GlyphAttributes[];
}

/** Which characters a set of glyphs draws. */
export type GlyphCharacters = 'digits' | 'letters' | 'both';

/** What the labels of glyphs are: one of their attributes. */
export type GlyphLabels = keyof GlyphAttributes;

const sets: Readonly<Record<GlyphCharacters, string>> = {
  digits: all.slice(0, 10),
  letters: all.slice(10),
  both: all,
};

/**
 * Digits and upper-case letters as grey images: -1 around them, 1 inside, between where they cover a part of a pixel. They are
 * drawn from the outlines of DejaVu Sans, Serif and Sans Mono with keyed typeface, weight, slant, scale and shift. No
 * two characters are ones that people take for each other: of the letters I, J, O, Q, D, Z, S, B and G are left out, which are
 * near 1, 1, 0, 0, 0, 2, 5, 8 and 6, and zeros of equal width are drawn without their dot.
 *
 * Labels are the characters, or another attribute, whose values are the classes then. Captions such as "a slanted bold seven" or
 * "an upright A" tell the character always, slant and weight each three times of four, so that networks learn what "a seven" leaves open.
 *
 * @param options its settings
 * @param options.size pixels along a side, 16 or 28
 * @param options.characters which to draw, each as likely
 * @param options.labels the attribute that labels tell; images and captions do not depend on it
 * @throws InputError for another size, other characters or labels
 */
export function glyphs({
  size = 16,
  characters = 'both',
  labels = 'character',
}: {
  size?: number;
  characters?: GlyphCharacters;
  labels?: GlyphLabels;
} = {}): Glyphs {
  if (size !== 16 && size !== 28) {
    throw new InputError(`glyphs: size must be 16 or 28, got ${size}`);
  }
  requireOneOf('glyphs: characters', characters, ['digits', 'letters', 'both']);
  requireOneOf('glyphs: labels', labels, ['character', 'slant', 'weight', 'typeface']);
  const drawn = sets[characters];
  const classes: readonly string[] =
    labels === 'character' ? Array.from(drawn) : glyphAttributes[labels];
  const outlines = new Map<string, readonly Polygon[]>();
  /** The outline of a glyph, in em, made when first used. */
  const outlineOf = ({ character, typeface, weight }: GlyphAttributes): readonly Polygon[] => {
    const name = `${character} ${typeface} ${weight}`;
    const known = outlines.get(name);
    if (known !== undefined) return known;
    const face = faces.find((one) => one.typeface === typeface && one.weight === weight);
    const outline = polygonsOf(face?.paths[all.indexOf(character)] ?? '');
    outlines.set(name, outline);
    return outline;
  };
  return {
    name: 'glyphs',
    about: `grey images of ${size} x ${size} pixels, a digit or letter of DejaVu fonts each, with captions; made here`,
    options: { size, characters, labels },
    shape: [size, size, 1],
    dimension: size ** 2,
    draw(key, rows) {
      const x = new Float64Array(size ** 2 * rows.count);
      for (const [r, pose] of poses(drawn, key, rows).entries()) {
        const polygons = placed(outlineOf(pose.attributes), pose, size);
        const covered = coverage(polygons, { width: size, height: size });
        for (let i = 0; i < covered.length; i++) {
          x[size ** 2 * r + i] = 2 * (covered[i] as number) - 1;
        }
      }
      return x;
    },
    labels: {
      classes,
      draw: (key, rows) =>
        Int32Array.from(poses(drawn, key, rows), ({ attributes }) =>
          classes.indexOf(attributes[labels]),
        ),
    },
    captions: (key, rows) => poses(drawn, key, rows).map(({ told }) => glyphCaption(told)),
    attributes: (key, rows) => poses(drawn, key, rows).map(({ attributes }) => attributes),
  };
}
