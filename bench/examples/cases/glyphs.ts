/** What every network of the examples is trained with: `train ... --out` follows. */
export const trainOnGlyphs = '--data glyphs --batch 32 --learning-rate 0.002 --seed 1';

/** Characters that glyphs draw: a row of a picture has one of each. */
export const across = 27;

/** What draws two pictures of each class, side by side. */
export const twoOfEach: string = `--class each -n ${2 * across} --columns ${across} --seed 1`;
