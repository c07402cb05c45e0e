import { describe, expect, test } from 'vitest';
import { glyphs } from '../../../src/data/glyphs/index.ts';
import { glyphAttributes, glyphCaption, readGlyphCaption } from '../../../src/data/index.ts';

const { classes } = glyphs().labels;

describe('captions', () => {
  test('are plain English', () => {
    const slanted = { slant: 'slanted', weight: 'bold' } as const;
    expect(glyphCaption({ character: '7', ...slanted })).toBe('a slanted bold seven');
    expect(glyphCaption({ character: 'K', slant: 'upright' })).toBe('an upright K');
    expect(glyphCaption({ character: '8' })).toBe('an eight');
    expect(glyphCaption({ character: 'U' })).toBe('a U');
    expect(glyphCaption({ character: 'F' })).toBe('an F');
    expect(glyphCaption({ character: 'F', weight: 'light' })).toBe('a light F');
  });

  test('are read back as what they say, and no two say the same', () => {
    const slants = [{}, ...glyphAttributes.slant.map((slant) => ({ slant }))];
    const weights = [{}, ...glyphAttributes.weight.map((weight) => ({ weight }))];
    const all = classes.flatMap((character) =>
      slants.flatMap((slant) => weights.map((weight) => ({ character, ...slant, ...weight }))),
    );
    for (const said of all) expect(readGlyphCaption(glyphCaption(said))).toEqual(said);
    expect(new Set(all.map(glyphCaption)).size).toBe(27 * 3 * 3);
    expect(readGlyphCaption(' bold   seven ')).toEqual({ character: '7', weight: 'bold' });
  });

  test('what none says is named', () => {
    expect(() => readGlyphCaption('a bold cat')).toThrow(
      'caption: the last word must be one of zero, one, two',
    );
    expect(() => readGlyphCaption('')).toThrow('got ""');
    expect(() => readGlyphCaption('a')).toThrow('got "a"');
    expect(() => readGlyphCaption('a bald seven')).toThrow(
      'caption: expected "a [upright|slanted] [light|bold] seven", got "a bald seven"',
    );
    expect(() => readGlyphCaption('a bold slanted seven')).toThrow('got "a bold slanted seven"');
  });
});
