/** Characters that glyphs draw: a row of a picture has one of each. */
export const across = 27;

/** Settings of a U-Net smaller than the default one, for glyphs of 16 x 16. */
export const small = 'channels=24-48-48,headSize=24,embeds=scale';

/** What every network of the examples is trained with: `--steps` and `--out` follow. */
export const trainOnGlyphs = '--data glyphs --learning-rate 0.002 --seed 1';

/** Draws so many pictures of each class, a class below the other. */
export const ofEach = (count: number): string =>
  `--class each -n ${count * across} --columns ${across} --seed 2`;
