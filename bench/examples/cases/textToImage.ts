import path from 'node:path';
import { glyphAttributes, glyphCaption, glyphs } from '../../../src/data/index.ts';
import { writeWhole } from '../../../src/io/index.ts';
import type { ExampleCase, Made } from '../exampleCase.ts';
import { rateOf, ratioOf } from '../measure/rate.ts';
import { across, small, trainOnGlyphs } from './glyphs.ts';
import { attributes } from './recognisers.ts';

const { slant: slants, weight: weights } = glyphAttributes;
/** Every character in every slant and weight: rows of all characters. */
const asked = slants.flatMap((slant) =>
  weights.flatMap((weight) =>
    glyphs().labels.classes.map((character) => ({ character, slant, weight })),
  ),
);

/** Of one attribute: how often samples show what their captions said, beside how often it is seen of real glyphs. */
async function shown(attribute: keyof (typeof asked)[number], { images, recogniser }: Made) {
  const by = await recogniser(`recogniser-${attribute}`);
  const samples = await images('text-to-image.png');
  const seen = await by.recognised(samples);
  return {
    by,
    rate: rateOf(
      Array.from(seen, (label, i) => by.classes[label] === asked[i % asked.length]?.[attribute]),
    ),
  };
}

/** Captions to glyphs. */
export const textToImage: ExampleCase = {
  name: 'text-to-image',
  about: 'captions such as "a slanted bold seven" to glyphs',
  needs: ['recognisers'],
  prepare: ({ at }) =>
    writeWhole(path.join(at, 'captions.txt'), `${asked.map(glyphCaption).join('\n')}\n`),
  commands: ({ at }) => [
    `train --system text-to-image --model "unet(condition=caption,attention=8,${small})" ${trainOnGlyphs} --steps 1200 --out ${at}/text-to-image`,
    `sample ${at}/text-to-image --captions ${at}/captions.txt -n ${2 * asked.length} --columns ${across} --seed 2 --out ${at}/text-to-image.png`,
  ],
  async measure(made) {
    const all = await Promise.all(
      attributes.map(async ([attribute]) => ({ attribute, ...(await shown(attribute, made)) })),
    );
    return [
      ...all.flatMap(({ attribute, by, rate }) => [
        {
          what: `the ${attribute} of held-out glyphs recognised`,
          ...by.ofReal,
          unit: 'share' as const,
        },
        {
          what: `the ${attribute} recognised as the caption says`,
          ...rate,
          unit: 'share' as const,
        },
      ]),
      ...all.map(({ attribute, by, rate }) => ({
        what: `the ${attribute} as often as in real ones`,
        ...ratioOf(rate, by.ofReal),
        unit: 'number' as const,
        least: 0.8,
      })),
    ];
  },
};
