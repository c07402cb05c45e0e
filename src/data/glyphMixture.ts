import { requireInRange, requireInteger, requirePositive } from '../errors/index.ts';
import { keyOf } from '../noise/index.ts';
import type { Dataset } from './dataset.ts';
import { type GlyphCharacters, glyphs } from './glyphs/index.ts';
import { smoothed } from './smoothed.ts';

/**
 * Drawn glyphs as images whose law is known: equal Gaussians around the first {@link glyphs} of one key, so that scores in 256
 * dimensions, or 784, are exact before any training, and what a network learns of them can be held against the truth.
 *
 * @param options its settings
 * @param options.shapes how many glyphs
 * @param options.sd by how much each is smoothed, in grey values
 * @param options.size pixels along a side, 16 or 28
 * @param options.characters which to draw, each as likely
 * @param options.seed names the glyphs
 * @throws InputError if shapes is not an integer in [1, 100000], sd is not positive, and what {@link glyphs} refuses
 */
export function glyphMixture({
  shapes = 1000,
  sd = 0.1,
  size = 16,
  characters = 'both',
  seed = 1,
}: {
  shapes?: number;
  sd?: number;
  size?: number;
  characters?: GlyphCharacters;
  seed?: number;
} = {}): Dataset {
  requireInteger('glyph-mixture: shapes', shapes);
  requireInRange('glyph-mixture: shapes', shapes, 1, 1e5);
  requirePositive('glyph-mixture: sd', sd);
  const drawn = glyphs({ size, characters });
  return smoothed({
    name: 'glyph-mixture',
    about: `grey images of ${size} x ${size} pixels, a glyph each, smoothed a little so that their law is known; made here`,
    options: { shapes, sd, size, characters, seed },
    shape: drawn.shape,
    pictures: () => drawn.draw(keyOf(seed), { first: 0, count: shapes }),
    sd,
  });
}
