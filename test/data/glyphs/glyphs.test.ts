import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { glyphs } from '../../../src/data/glyphs/index.ts';
import { poses } from '../../../src/data/glyphs/pose.ts';
import { glyphAttributes, readGlyphCaption } from '../../../src/data/index.ts';
import { keyOf } from '../../../src/noise/index.ts';

const key = keyOf('glyphs');
const rows = { first: 0, count: 500 };

describe.for([16, 28])('glyphs of %i pixels', (size) => {
  const data = glyphs({ size });
  const x = data.draw(key, rows);

  test('are bright on dark, whole, and each another', () => {
    expect(data.shape).toEqual([size, size, 1]);
    const seen = new Set<string>();
    for (let r = 0; r < rows.count; r++) {
      const image = x.subarray(size ** 2 * r, size ** 2 * (r + 1));
      seen.add(image.join());
      expect(Math.max(...image)).toBeGreaterThan(0);
      expect(Math.max(...image)).toBeLessThanOrEqual(1);
      expect(Math.min(...image)).toBe(-1);
      const border = image.filter((_, i) => {
        const [column, row] = [i % size, Math.floor(i / size)];
        return Math.min(column, row) === 0 || Math.max(column, row) === size - 1;
      });
      // half a pixel along the border is free, to the rounding of coverage
      expect(Math.max(...border)).toBeLessThan(1e-12);
    }
    expect(seen.size).toBe(rows.count);
  });

  test('rows, labels, captions and attributes do not depend on how a draw is split', () => {
    const part = { first: 123, count: 45 };
    const cut = <T>(all: ArrayLike<T>): T[] => Array.from(all).slice(123, 123 + 45);
    expect(data.draw(key, part)).toEqual(x.slice(size ** 2 * 123, size ** 2 * (123 + 45)));
    expect(Array.from(data.labels.draw(key, part))).toEqual(cut(data.labels.draw(key, rows)));
    expect(data.captions(key, part)).toEqual(cut(data.captions(key, rows)));
    expect(data.attributes(key, part)).toEqual(cut(data.attributes(key, rows)));
    expect(data.captions(keyOf('other'), part)).not.toEqual(data.captions(key, part));
  });
});

test.each(['digits', 'letters', 'both'] as const)(
  'labels and captions of %s say what attributes are',
  (characters) => {
    const data = glyphs({ characters });
    const labels = data.labels.draw(key, rows);
    const captions = data.captions(key, rows);
    for (const [r, attributes] of data.attributes(key, rows).entries()) {
      expect(data.labels.classes[labels[r] as number]).toBe(attributes.character);
      expect(attributes).toMatchObject(readGlyphCaption(captions[r] as string));
    }
  },
);

test.each([
  ['digits', '0123456789'],
  ['letters', 'ACEFHKLMNPRTUVWXY'],
  ['both', '0123456789ACEFHKLMNPRTUVWXY'],
] as const)(
  '%s are drawn each as often, as are typefaces, weights and slants',
  (characters, all) => {
    const data = glyphs({ characters });
    expect(data.labels.classes.join('')).toBe(all);
    const n = 20_000;
    const drawn = data.attributes(key, { first: 0, count: n });
    const counted = { character: data.labels.classes, ...glyphAttributes };
    for (const name of ['character', 'slant', 'weight', 'typeface'] as const) {
      const values = counted[name];
      const p = 1 / values.length;
      for (const value of values) {
        const count = drawn.filter((attributes) => attributes[name] === value).length;
        // binomial: 5 standard deviations; 75 counts in all have a false alarm of 75 * 5.7e-7 = 4e-5
        expect(Math.abs(count - n * p)).toBeLessThan(5 * Math.sqrt(n * p * (1 - p)));
      }
    }
  },
);

test('a quarter of captions leaves out the slant, a quarter the weight, each by itself', () => {
  const n = 20_000;
  const told = glyphs().captions(key, { first: 0, count: n }).map(readGlyphCaption);
  const counts = [
    [told.filter(({ slant }) => slant === undefined).length, 1 / 4],
    [told.filter(({ weight }) => weight === undefined).length, 1 / 4],
    [told.filter(({ slant, weight }) => slant === weight).length, 1 / 16],
  ] as const;
  // binomial: 5 standard deviations, false alarm 2e-6 for three
  for (const [count, p] of counts) {
    expect(Math.abs(count - n * p)).toBeLessThan(5 * Math.sqrt(n * p * (1 - p)));
  }
});

describe('of a T', () => {
  const size = 28;
  const many = { first: 0, count: 3000 };
  const data = glyphs({ size, characters: 'letters' });
  const images = data.draw(key, many);
  const drawn = poses(data.labels.classes.join(''), key, many)
    .map((pose, r) => ({ pose, image: images.subarray(size ** 2 * r, size ** 2 * (r + 1)) }))
    .filter(({ pose }) => pose.attributes.character === 'T');

  /** What covers a row of pixels in all, and where its middle is. */
  const across = (image: Float64Array, row: number): { ink: number; middle: number } => {
    let [ink, moment] = [0, 0];
    for (let column = 0; column < size; column++) {
      const share = ((image[row * size + column] as number) + 1) / 2;
      ink += share;
      moment += share * (column + 0.5);
    }
    return { ink, middle: moment / ink };
  };
  /** The first row from the top with more than a hundredth of a pixel. */
  const topOf = (image: Float64Array): number =>
    Array.from({ length: size }, (_, row) => row).find((row) => across(image, row).ink > 0.01) ?? 0;

  test('the stem leans as its slant says', () => {
    expect(drawn.length).toBeGreaterThan(100);
    for (const { pose, image } of drawn) {
      // Rows within the stem: below the bar and its serifs, which are less than 0.3 of a height of 17 to 22 pixels, and above
      // the foot. Pixels at an edge, covered in part c, put the middle off by c (1 - c) / 2 <= 1/8 of a square pixel, and two of
      // a stem of 1.4 pixels or more by less than 0.18: two rows 8 apart give a lean within 0.045.
      const from = topOf(image) + 7;
      const lean = (across(image, from).middle - across(image, from + 8).middle) / 8;
      expect(Math.abs(lean - pose.shear)).toBeLessThan(0.045);
      expect(lean > 0.13).toBe(pose.attributes.slant === 'slanted');
    }
  });

  test('the stem is as thick as its weight says', () => {
    const upright = drawn.filter(({ pose }) => pose.attributes.slant === 'upright');
    expect(upright.length).toBeGreaterThan(50);
    for (const { pose, image } of upright) {
      const { ink } = across(image, topOf(image) + 9);
      // a T is 0.729 em high, twice what outlines move more; stems are 0.083 to 0.107 and 0.144 to 0.214 em thick
      const stem = (ink / (pose.height * size * pose.wider)) * (0.729 + 2 * pose.thicker);
      const [low, high] = pose.attributes.weight === 'light' ? [0.082, 0.108] : [0.143, 0.215];
      expect(stem).toBeGreaterThan(low);
      expect(stem).toBeLessThan(high);
    }
  });
});

test.for(['slant', 'weight', 'typeface'] as const)(
  'labels tell the %s where that is asked for, of the same images',
  (labels) => {
    const data = glyphs({ labels });
    expect(data.labels.classes).toEqual(glyphAttributes[labels]);
    const told = Array.from(
      data.labels.draw(key, rows),
      (label) => data.labels.classes[label] as string,
    );
    expect(told).toEqual(
      glyphs()
        .attributes(key, rows)
        .map((attributes) => attributes[labels]),
    );
    expect(data.draw(key, { first: 5, count: 1 })).toEqual(
      glyphs().draw(key, { first: 5, count: 1 }),
    );
  },
);

test('a few rows are those recorded', () => {
  // recorded from this code: the images of a key change only with a major version
  const rounded = glyphs()
    .draw(keyOf(7), { first: 0, count: 8 })
    .map((value) => Math.round(value * 1e6) + 0);
  expect(createHash('sha256').update(rounded).digest('hex')).toBe(
    'd7e69fd20b5753d6ee3684956e53a6c5677cea42b09a90ee44e42ecff3e97649',
  );
  expect(glyphs().captions(keyOf(7), { first: 0, count: 3 })).toEqual([
    'an upright light nine',
    'a light M',
    'an upright bold zero',
  ]);
});

test('what cannot be drawn is named', () => {
  expect(() => glyphs({ size: 20 })).toThrow('glyphs: size must be 16 or 28, got 20');
  expect(() => glyphs({ characters: 'greek' as never })).toThrow(
    'glyphs: characters must be one of digits, letters, both; got "greek"',
  );
  expect(() => glyphs({ labels: 'colour' as never })).toThrow(
    'glyphs: labels must be one of character, slant, weight, typeface; got "colour"',
  );
});
