import { InputError, requireOneOf } from '../../errors/index.ts';
import { type GlyphAttributes, glyphAttributes } from './attributes.ts';
import { characters } from './outlines.ts';

/** What a caption can say of a glyph: its character always. */
export type GlyphCaption = Pick<GlyphAttributes, 'character'> &
  Partial<Pick<GlyphAttributes, 'slant' | 'weight'>>;

const digits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
/** The word for each character: of a letter itself. */
const names = Array.from(characters, (character) => digits[Number(character)] ?? character);
/** Words that are spoken with a vowel first. */
const vocal = /^(upright|eight|[AEFHLMNRX])$/;

/** A caption that says of a glyph what is given, such as "a slanted bold seven", "an upright A" or "an eight". */
export function glyphCaption({ slant, weight, character }: GlyphCaption): string {
  const name = names[characters.indexOf(character)] ?? character;
  const words = [slant, weight, name].filter((word) => word !== undefined);
  return [vocal.test(words[0] ?? '') ? 'an' : 'a', ...words].join(' ');
}

/**
 * What a caption says; the inverse of {@link glyphCaption}. The article may be left out.
 *
 * @throws InputError for a character or word that no caption has, or words in another order
 */
export function readGlyphCaption(caption: string): GlyphCaption {
  const words = caption.trim().split(/\s+/);
  if (/^an?$/.test(words[0] ?? '') && words.length > 1) words.shift();
  const name = words.pop() ?? '';
  requireOneOf('caption: the last word', name, names);
  const slant = glyphAttributes.slant.find((word) => word === words[0]);
  if (slant !== undefined) words.shift();
  const weight = glyphAttributes.weight.find((word) => word === words[0]);
  if (weight !== undefined) words.shift();
  if (words.length > 0) {
    throw new InputError(
      `caption: expected "a [${glyphAttributes.slant.join('|')}] [${glyphAttributes.weight.join('|')}] ${name}", got ${JSON.stringify(caption)}`,
    );
  }
  return {
    character: characters[names.indexOf(name)] as string,
    ...(slant === undefined ? {} : { slant }),
    ...(weight === undefined ? {} : { weight }),
  };
}
